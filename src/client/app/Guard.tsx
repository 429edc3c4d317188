// Keeps the bar standing when a screen breaks or does not come. Used by Shell.tsx.
import { Component, type ComponentChildren } from 'preact';

import { t } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';

export type BrokenScreenProps = {
  /** The screen's files are not on the device and could not be fetched. */
  readonly notLoaded?: boolean;
};

export function BrokenScreen({ notLoaded }: BrokenScreenProps) {
  return (
    <PageFrame title={t('common:broken.title')}>
      <p>{notLoaded ? t('common:broken.offline') : t('common:broken.text')}</p>
      <div>
        <Button kind="primary" icon="sync" onPress={() => location.reload()}>
          {t('common:broken.again')}
        </Button>
      </div>
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
