// `/accessibility`: the statement that MK 445 asks of public apps, after the model of EU decision 2018/1523.
// Says only what was tested; change `madeOn` and the lists when something is tested anew.
import type { Row } from '#device/database.ts';
import { useRecords } from '#device/live.ts';
import { formatDateWithYear } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';

const madeOn = '2026-11-22';

/** What a test or a look has shown to work. */
const works = ['keyboard', 'text', 'contrast', 'target', 'colour', 'time', 'paper'] as const;
/** What is known not to work, or was not tested. */
const gaps = ['reader', 'people', 'audit', 'speech', 'pictures', 'sign'] as const;

function Points({ group, points }: { readonly group: string; readonly points: readonly string[] }) {
  return (
    <ul>
      {points.map((point) => (
        <li key={point}>{t(`settings:accessibility.${group}.${point}`)}</li>
      ))}
    </ul>
  );
}

export function AccessibilityScreen() {
  const organisation: Row<'organisation'> | undefined = useRecords('organisation')?.[0];
  return (
    <PageFrame
      title={t('settings:accessibility.title')}
      lead={t('settings:accessibility.lead')}
      back="/settings"
      actions={<PrintButton />}
    >
      <section class="stack-tight">
        <p>{t('settings:accessibility.law')}</p>
        <p>{t('settings:accessibility.scope', { address: location.origin })}</p>
      </section>
      <section class="stack-tight">
        <h2>{t('settings:accessibility.status.title')}</h2>
        <p>{t('settings:accessibility.status.text')}</p>
        <h3>{t('settings:accessibility.works.title')}</h3>
        <Points group="works" points={works} />
        <h3>{t('settings:accessibility.gaps.title')}</h3>
        <Points group="gaps" points={gaps} />
      </section>
      <section class="stack-tight">
        <h2>{t('settings:accessibility.other.title')}</h2>
        <p>{t('settings:accessibility.other.text')}</p>
      </section>
      <section class="stack-tight">
        <h2>{t('settings:accessibility.contact.title')}</h2>
        {organisation && (
          <p>{t('settings:accessibility.contact.org', { name: organisation.name })}</p>
        )}
        <p>{t('settings:accessibility.contact.text')}</p>
        <p>{t('settings:accessibility.contact.next')}</p>
      </section>
      <section class="stack-tight">
        <h2>{t('settings:accessibility.made.title')}</h2>
        <p>{t('settings:accessibility.made.date', { date: formatDateWithYear(madeOn) })}</p>
        <p>{t('settings:accessibility.made.self')}</p>
        <p>{t('settings:accessibility.made.guide')}</p>
      </section>
    </PageFrame>
  );
}
