// What lies on the table: a bill, the practice card, a computer with the bank's page. Used by Stage.
import { t } from '#i18n/i18n.ts';
import { Icon } from '#ui/Icon.tsx';
import type { PaperView } from '#practice/view.ts';
import { BrandSign } from './BrandSign.tsx';
import { Lines } from './Lines.tsx';
import { TrainingStamp } from './Training.tsx';
import { useWorld } from './world.ts';

/** In the player each paper is a region with a name; several pictures of one bill on a page would be too many regions. */
const useRegionName = (name: string): string | undefined => (useWorld().act ? name : undefined);

export function PaperPicture({ paper }: { readonly paper: PaperView }) {
  switch (paper.kind) {
    case 'bill':
      return <Bill paper={paper} />;
    case 'card':
      return <PracticeCard paper={paper} />;
    case 'screen':
      return <Browser paper={paper} />;
  }
}

function Bill({ paper }: { readonly paper: PaperView }) {
  const title = t('practice:paper.bill');
  return (
    <section
      class={`paper bill bill-${paper.layout}${paper.tappable ? ' bill-asked' : ''}`}
      aria-label={useRegionName(title)}
    >
      <header class={`paper-head brand brand-${paper.brand?.sign ?? 'none'}`}>
        {paper.brand && <BrandSign sign={paper.brand.sign} />}
        <span class="paper-brand">{paper.brand?.name}</span>
        <TrainingStamp />
      </header>
      <h2 class="paper-title">{title}</h2>
      <Lines lines={paper.lines} tappable={paper.tappable} class="bill-lines" />
    </section>
  );
}

function PracticeCard({ paper }: { readonly paper: PaperView }) {
  const title = t('practice:paper.card');
  return (
    <section class="paper practice-card" aria-label={useRegionName(title)}>
      <header class="paper-head">
        <Icon name="key" />
        <h2 class="paper-title">{title}</h2>
        <TrainingStamp />
      </header>
      <Lines lines={paper.lines} class="card-lines" />
    </section>
  );
}

/** The address ends in .example, which no real site can have (RFC 2606). */
const addressOf = (name: string): string =>
  `${name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')}.example`;

function Browser({ paper }: { readonly paper: PaperView }) {
  const title = t('practice:paper.screen');
  return (
    <section class="paper browser" aria-label={useRegionName(title)}>
      <div class="browser-bar">
        <Icon name="lock" />
        <span class="browser-address" lang="lv">
          {addressOf(paper.brand?.name ?? 'lapa')}
        </span>
        <TrainingStamp />
      </div>
      <div class={`browser-head brand brand-${paper.brand?.sign ?? 'none'}`}>
        {paper.brand && <BrandSign sign={paper.brand.sign} />}
        <span>{paper.brand?.name}</span>
      </div>
      <Lines lines={paper.lines} class="code-lines" />
    </section>
  );
}
