// What stands in place of a survey that is still coming, is not there, or has a form that can't be read. Called by every screen of this folder.
import { useDevice } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import type { SchemaProblem } from '#forms/schema.ts';
import { SURVEYS } from './survey-paths.ts';

export function Looking() {
  return (
    <PageFrame title={t('surveys:title')} back={SURVEYS}>
      <p class="soft">{t('common:loading')}</p>
    </PageFrame>
  );
}

export function NotThere() {
  return (
    <PageFrame title={t('surveys:title')} back={SURVEYS}>
      <EmptyState
        title={t('surveys:missing.title')}
        icon="survey"
        action={<LinkButton href={SURVEYS}>{t('surveys:missing.list')}</LinkButton>}
      >
        <p>{t('surveys:missing.text')}</p>
      </EmptyState>
    </PageFrame>
  );
}

/** Its author needs to know what is wrong; a person who wanted to answer only needs to know that it is not them. */
export function BrokenForm({ problems }: { readonly problems: readonly SchemaProblem[] }) {
  const coordinator = useDevice().identity.value?.person.role === 'coordinator';
  return (
    <PageFrame title={t('surveys:title')} back={SURVEYS}>
      <Notice kind="problem" title={t('surveys:broken.title')}>
        <p>{t('surveys:broken.text')}</p>
        {coordinator && (
          <ul>
            {problems.map((one) => (
              <li key={`${one.path} ${one.message}`}>
                <code>{one.path}</code> {one.message}
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </PageFrame>
  );
}
