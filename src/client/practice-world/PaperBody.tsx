// What a message, letter, call, page, receipt or timeline says: on the device itself or on a paper beside it.
// Used by Papers and Device.
import { t } from '#i18n/i18n.ts';
import { Icon } from '#ui/Icon.tsx';
import type { LineView, PaperView } from '#practice/view.ts';
import { Address, ADDRESS } from './AddressBar.tsx';
import { Lines } from './Lines.tsx';
import { PointTag } from './Tap.tsx';
import { useWorld } from './world.ts';

const LINK = 'link';

export function PaperBody({ paper }: { readonly paper: PaperView }) {
  const { words, find } = useWorld();
  const who = paper.from ? words.value(paper.from) : '';
  const lines = paper.lines.filter((line) => line.id !== ADDRESS && line.id !== LINK);
  const rest = lines.length > 0 && (
    <Lines
      lines={lines}
      tappable={paper.tappable}
      class={`body-lines${paper.tappable || find ? ' lines-asked' : ''}`}
    />
  );
  switch (paper.kind) {
    case 'message':
      return (
        <div class="paper-body">
          {!paper.inside && <p class="soft">{t('practice:message.from', { who })}</p>}
          <div class="bubble">
            <Prose paper={paper} />
            <Link paper={paper} />
          </div>
          {rest}
        </div>
      );
    case 'letter':
      return (
        <div class="paper-body">
          <p class="soft">{t('practice:letter.from', { who })}</p>
          <Title paper={paper} />
          <Prose paper={paper} />
          <Link paper={paper} />
          {rest}
        </div>
      );
    case 'call':
      return (
        <div class="paper-body call">
          <Icon name="person" class="call-face" />
          <p class="call-who">{who}</p>
          <p class="call-state">
            {t(paper.ringing ? 'practice:call.ringing' : 'practice:call.talking')}
          </p>
          {!paper.ringing && (
            <div class="bubble call-says">
              <p class="soft">{t('practice:call.says')}</p>
              <Prose paper={paper} />
            </div>
          )}
          {rest}
        </div>
      );
    case 'page':
      return (
        <div class="paper-body">
          <Title paper={paper} />
          <Prose paper={paper} />
          {rest}
        </div>
      );
    case 'timeline':
      return paper.tappable || find ? rest || null : <Timeline lines={lines} />;
    default:
      return <>{rest}</>;
  }
}

/** Under the paper's own heading when it lies beside; else it is the first heading of what the device shows. */
function Title({ paper }: { readonly paper: PaperView }) {
  const { words } = useWorld();
  const title = words.own(`${paper.id}.title`);
  if (title === '') return null;
  return paper.inside || paper.kind === 'page' ? (
    <h2 class="letter-title">{title}</h2>
  ) : (
    <h3 class="letter-title">{title}</h3>
  );
}

function Prose({ paper }: { readonly paper: PaperView }) {
  const { words } = useWorld();
  const text = words.own(`${paper.id}.text`);
  if (text === '') return null;
  return (
    <>
      {text.split('\n\n').map((paragraph) => (
        <p key={paragraph} class="prose">
          {paragraph}
        </p>
      ))}
    </>
  );
}

/** Drawn as a link, and none: whether to follow it is asked below. */
function Link({ paper }: { readonly paper: PaperView }) {
  const { point } = useWorld();
  const line = paper.lines.find((one) => one.id === LINK);
  if (!line) return null;
  return (
    <p class={`drawn-link${point === line.target ? ' pointed' : ''}`}>
      {point === line.target && <PointTag />}
      {line.value.kind === 'address' ? <Address text={line.value.address} /> : null}
    </p>
  );
}

function Timeline({ lines }: { readonly lines: readonly LineView[] }) {
  const { words, point } = useWorld();
  return (
    <ol class="timeline">
      {lines.map((line) => (
        <li key={line.id} class={point === line.target ? 'pointed' : undefined}>
          {point === line.target && <PointTag />}
          <span class="timeline-day">{words.value(line.value)}</span>{' '}
          <span>{words.label(line.label)}</span>
        </li>
      ))}
    </ol>
  );
}
