// The frame of the coordinator's pages: one title, the parts as links with addresses of their own.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { t } from '#i18n/i18n.ts';
import { languages } from '#i18n/languages.ts';
import { PageFrame } from '#ui/PageFrame.tsx';
import { Tabs } from '#ui/Tabs.tsx';
import './desk.css';

/** The desk is not part of the app's first download (vite.config.ts): whoever has opened one part of it gets the others, so that all open offline, in each language. */
const screens = import.meta.glob('./*Screen.tsx');
const fetchOthers = (): void => {
  const texts = languages.map(({ loadDesk }) => loadDesk);
  for (const fetchOne of [...Object.values(screens), ...texts])
    void fetchOne().catch(() => undefined);
};

const parts = [
  'today',
  'people',
  'devices',
  'results',
  'needs',
  'content',
  'practice',
  'surveys',
  'scams',
  'stories',
  'settings',
] as const;
export type DeskPart = (typeof parts)[number];
const addressOf = (part: DeskPart): string => (part === 'today' ? '/desk' : `/desk/${part}`);

export type DeskFrameProps = {
  readonly title: string;
  readonly back?: string | undefined;
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
};

export function DeskFrame({ title, back, lead, children }: DeskFrameProps) {
  const { path } = useLocation();
  useEffect(fetchOthers, []);
  return (
    <PageFrame wide title={title} back={back} lead={lead}>
      <Tabs
        label={t('desk:parts')}
        items={parts.map((part) => ({
          href: addressOf(part),
          label: t(`desk:part.${part}`),
          current: part === 'today' ? path === '/desk' : path.startsWith(addressOf(part)),
        }))}
      />
      {children}
    </PageFrame>
  );
}
