// Interest paths: from something one likes over small digital steps to the next date. Route /paths; needs no sign-in.
import { useDevice, useRecords } from '#device/live.ts';
import { contentText } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { CardLink } from '#ui/Card.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { pathAddress } from './path-paths.ts';
import { rateWords } from './path-words.ts';
import { returnRate } from './path-rate.ts';
import { type Path, usePathLists, useToday } from './paths-queries.ts';
import './paths.css';

export function PathsScreen() {
  const paths = useRecords('path');
  return (
    <PageFrame title={t('paths:title')} back="/learn" lead={t('paths:lead')}>
      {!paths ? (
        <p class="soft">{t('common:loading')}</p>
      ) : paths.length === 0 ? (
        <EmptyState icon="learn" title={t('paths:empty')}>
          <p>{t('paths:empty.do')}</p>
        </EmptyState>
      ) : (
        <div class="path-cards">
          {paths
            .toSorted((a, b) => a.order - b.order)
            .map((path) => (
              <PathCard key={path.id} path={path} />
            ))}
        </div>
      )}
    </PageFrame>
  );
}

function PathCard({ path }: { readonly path: Path }) {
  const staff = useDevice().identity.value !== undefined && mode.value !== 'learner';
  const lists = usePathLists();
  const today = useToday();
  const title = contentText(path.text, 'title');
  const rate = returnRate(path.steps, lists?.get(path.slug) ?? [], today);
  return (
    <CardLink
      href={pathAddress(path.slug)}
      icon="star"
      title={title.words}
      lang={title.lang}
      text={contentText(path.text, 'summary').words}
      note={
        staff && rate.began > 0 ? rateWords(rate) : t('paths:steps', { count: path.steps.length })
      }
    />
  );
}
