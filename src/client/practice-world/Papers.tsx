// What lies beside the device: a bill, the practice card, a computer with the bank's page, a receipt, a letter. Used by Stage.
import type { ComponentChildren } from 'preact';
import { t } from '#i18n/i18n.ts';
import { Icon } from '#ui/Icon.tsx';
import type { IconName } from '#ui/icons.ts';
import type { PaperView } from '#practice/view.ts';
import { AddressBar } from './AddressBar.tsx';
import { BrandSign } from './BrandSign.tsx';
import { Lines } from './Lines.tsx';
import { PaperBody } from './PaperBody.tsx';
import { TrainingStamp } from './Training.tsx';
import { useWorld } from './world.ts';

/** In the player each paper is a region with a name; several pictures of one bill on a page would be too many regions. */
const useRegionName = (name: string): string | undefined => (useWorld().act ? name : undefined);

const signs: Readonly<Partial<Record<PaperView['kind'], IconName>>> = {
  card: 'key',
  timeline: 'calendar',
  message: 'message',
  letter: 'message',
  call: 'phone',
};

export function PaperPicture({ paper }: { readonly paper: PaperView }) {
  switch (paper.kind) {
    case 'bill':
      return <Bill paper={paper} />;
    case 'card':
      return (
        <Sheet paper={paper} class="practice-card">
          <Lines lines={paper.lines} tappable={paper.tappable} class="card-lines" />
        </Sheet>
      );
    case 'screen':
    case 'page':
      return <Browser paper={paper} />;
    default:
      return (
        <Sheet paper={paper} class={`sheet-${paper.kind}`}>
          <PaperBody paper={paper} />
        </Sheet>
      );
  }
}

function Bill({ paper }: { readonly paper: PaperView }) {
  const { words } = useWorld();
  // Where two bills lie side by side, each says which one it is.
  const title = words.own(`${paper.id}.title`) || t('practice:paper.bill');
  return (
    <section
      class={`paper bill bill-${paper.layout}${paper.tappable ? ' bill-asked' : ''}`}
      aria-label={useRegionName(title)}
    >
      <BrandHead paper={paper} />
      <h2 class="paper-title">{title}</h2>
      <Lines lines={paper.lines} tappable={paper.tappable} class="bill-lines" />
    </section>
  );
}

/** The head with sign, name and stamp. */
export function BrandHead({ paper }: { readonly paper: PaperView }) {
  const { words } = useWorld();
  return (
    <header class={`paper-head brand brand-${paper.brand?.sign ?? 'none'}`}>
      {paper.brand && <BrandSign sign={paper.brand.sign} />}
      <span class="paper-brand">{paper.from ? words.value(paper.from) : ''}</span>
      <TrainingStamp />
    </header>
  );
}

/** A paper with its kind as title: what it is matters more here than whose it is. */
function Sheet({
  paper,
  class: look,
  children,
}: {
  readonly paper: PaperView;
  readonly class: string;
  readonly children: ComponentChildren;
}) {
  const { words } = useWorld();
  const title =
    (paper.kind !== 'letter' && words.own(`${paper.id}.title`)) ||
    t(`practice:paper.${paper.kind}`);
  // Two letters on one table are told apart by what they are about.
  const subject = paper.kind === 'letter' ? words.own(`${paper.id}.title`) : '';
  const sign = signs[paper.kind];
  return (
    <section
      class={`paper ${look}`}
      aria-label={useRegionName(subject ? `${title}: ${subject}` : title)}
    >
      {paper.brand && paper.kind === 'receipt' ? (
        <>
          <BrandHead paper={paper} />
          <h2 class="paper-title sheet-title">{title}</h2>
        </>
      ) : (
        <header class="paper-head">
          {sign && <Icon name={sign} />}
          <h2 class="paper-title">{title}</h2>
          <TrainingStamp />
        </header>
      )}
      {children}
    </section>
  );
}

function Browser({ paper }: { readonly paper: PaperView }) {
  const page = paper.kind === 'page';
  const title = t(`practice:paper.${paper.kind}`);
  return (
    <section class="paper browser" aria-label={useRegionName(title)}>
      <AddressBar paper={paper} brand={paper.brand} />
      <div class={`browser-head brand brand-${paper.brand?.sign ?? 'none'}`}>
        {paper.brand && <BrandSign sign={paper.brand.sign} />}
        <span>{paper.brand?.name}</span>
        <TrainingStamp />
      </div>
      {page ? <PaperBody paper={paper} /> : <Lines lines={paper.lines} class="code-lines" />}
    </section>
  );
}
