// What stands at an address that leads nowhere for this person: no such screen, staff only, or handed over.
// Loaded by Shell.tsx when needed. Each says what happened and what to do.
import '#ui/icons.ts';
import { t } from '#i18n/i18n.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';

export function NotFoundScreen() {
  return (
    <PageFrame title={t('shell:notFound.title')}>
      <EmptyState
        icon="search"
        title={t('shell:notFound.text')}
        action={<LinkButton href="/">{t('shell:notFound.home')}</LinkButton>}
      />
    </PageFrame>
  );
}

/** For an address that needs a sign-in, or another role. */
export function NotForYouScreen() {
  return (
    <PageFrame title={t('shell:notForYou.title')}>
      <EmptyState
        icon="lock"
        title={t('shell:notForYou.text')}
        action={<LinkButton href="/enrol">{t('shell:notForYou.enrol')}</LinkButton>}
      >
        <p>{t('shell:notForYou.hint')}</p>
      </EmptyState>
    </PageFrame>
  );
}

/** For everything but learning and practice while a learner holds the tablet. */
export function HandedOverScreen() {
  return (
    <PageFrame title={t('shell:handedOver.title')} lead={t('shell:handedOver.text')}>
      <div class="row">
        <LinkButton href="/practice" icon="practice">
          {t('common:nav.practice')}
        </LinkButton>
        <LinkButton href="/learn" kind="secondary" icon="learn">
          {t('common:nav.learn')}
        </LinkButton>
      </div>
    </PageFrame>
  );
}
