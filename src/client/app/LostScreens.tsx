// What stands where a screen cannot: no such address, not for this person, did not load, or broke.
// Used by Shell.tsx. Each says what happened and what to do.
import { Component, type ComponentChildren } from 'preact';

import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';

export function NotFoundScreen() {
  return (
    <PageFrame title={t('common:notFound.title')}>
      <EmptyState
        icon="search"
        title={t('common:notFound.text')}
        action={<LinkButton href="/">{t('common:notFound.home')}</LinkButton>}
      />
    </PageFrame>
  );
}

/** For an address that needs a sign-in, or another role. */
export function NotForYouScreen() {
  return (
    <PageFrame title={t('common:notForYou.title')}>
      <EmptyState
        icon="lock"
        title={t('common:notForYou.text')}
        action={<LinkButton href="/enrol">{t('common:notForYou.enrol')}</LinkButton>}
      >
        <p>{t('common:notForYou.hint')}</p>
      </EmptyState>
    </PageFrame>
  );
}

/** For everything but learning and practice while a learner holds the tablet. */
export function HandedOverScreen() {
  return (
    <PageFrame title={t('common:handedOver.title')} lead={t('common:handedOver.text')}>
      <div class="row">
        <LinkButton href="/practice" icon="practice">
          {t('common:nav.practice')}
        </LinkButton>
        <LinkButton href="/learn" kind="secondary" icon="learn">
          {t('common:nav.learn')}
        </LinkButton>
        <LinkButton href="/hand-back" kind="quiet" icon="key">
          {t('common:handedOver.back')}
        </LinkButton>
      </div>
    </PageFrame>
  );
}

export type BrokenScreenProps = {
  /** The screen's files are not on the device and could not be fetched. */
  readonly notLoaded?: boolean;
};

export function BrokenScreen({ notLoaded }: BrokenScreenProps) {
  return (
    <PageFrame title={t('common:broken.title')}>
      <EmptyState
        icon="problem"
        title={notLoaded ? t('common:broken.offline') : t('common:broken.text')}
        action={
          <Button kind="primary" icon="sync" onPress={() => location.reload()}>
            {t('common:broken.again')}
          </Button>
        }
      />
    </PageFrame>
  );
}

export type GuardProps = {
  readonly children: ComponentChildren;
  /** Another address is another try. */
  readonly url: string;
};

/** Keeps one broken screen from taking the bar and the rest with it. */
export class Guard extends Component<GuardProps, { broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  override componentDidUpdate(before: GuardProps): void {
    if (this.state.broken && before.url !== this.props.url) this.setState({ broken: false });
  }

  override render() {
    return this.state.broken ? <BrokenScreen /> : this.props.children;
  }
}
