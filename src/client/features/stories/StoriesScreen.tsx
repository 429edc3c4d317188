// All stories of experience. Route /stories; needs no sign-in.
import type { Row } from '#device/database.ts';
import { useDevice, useRecords } from '#device/live.ts';
import { contentWords } from '#i18n/content-text.ts';
import { t } from '#i18n/i18n.ts';
import { CardLink } from '#ui/Card.tsx';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { storyPath } from './story-paths.ts';
import { newestFirst, storyText } from './story-text.ts';
import './stories.css';

export function StoriesScreen() {
  const stories = useRecords('story');
  const places = useRecords('place');
  const coordinator = useDevice().identity.value?.person.role === 'coordinator';
  const placeOf = ({ placeId }: Row<'story'>): string =>
    contentWords(places?.find(({ id }) => id === placeId)?.text, 'name');
  return (
    <PageFrame title={t('stories:title')} lead={t('stories:lead')} back="/learn">
      {stories === undefined || places === undefined ? (
        <p class="soft">{t('common:loading')}</p>
      ) : stories.length === 0 ? (
        <EmptyState icon="heart" title={t('stories:empty.title')}>
          <p>{t('stories:empty.text')}</p>
          <p>{t('stories:empty.how')}</p>
        </EmptyState>
      ) : (
        <ul class="story-list">
          {newestFirst(stories).map((story) => {
            const title = storyText(story, 'title');
            return (
              <li key={story.id}>
                <CardLink
                  href={storyPath(story.slug)}
                  icon="heart"
                  title={title.words}
                  lang={title.lang}
                  text={t('stories:who', { name: story.who })}
                  note={placeOf(story) || undefined}
                />
              </li>
            );
          })}
        </ul>
      )}
      {coordinator && (
        <div class="row no-print">
          <LinkButton kind="secondary" icon="edit" href="/desk/stories">
            {t('stories:manage')}
          </LinkButton>
        </div>
      )}
    </PageFrame>
  );
}
