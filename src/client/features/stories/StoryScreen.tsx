// One story of experience: photo, voice, words, and the lesson with which one may try the same. Route /stories/:slug; needs no sign-in.
import { useRoute } from 'preact-iso';
import type { Row } from '#device/database.ts';
import { useBySlug, useDevice, useRecord } from '#device/live.ts';
import { useFile } from '#device/media-view.ts';
import { contentText, contentWords } from '#i18n/content-text.ts';
import { language, t } from '#i18n/i18n.ts';
import { languageOf } from '#i18n/languages.ts';
import { mode } from '#ui/appearance.ts';
import { EmptyState } from '#ui/EmptyState.tsx';
import { LinkButton } from '#ui/LinkButton.tsx';
import { PageFrame } from '#ui/PageFrame.tsx';
import { PrintButton } from '#ui/PrintButton.tsx';
import { QrCode } from '#ui/QrCode.tsx';
import { SoundPlayer } from '#ui/SoundPlayer.tsx';
import { SpeakButton } from '#ui/SpeakButton.tsx';
import { TextBlocks } from '#ui/TextBlocks.tsx';
import { STORIES, storyPath } from './story-paths.ts';
import { storyText } from './story-text.ts';
import './stories.css';

export function StoryScreen() {
  const slug = useRoute().params['slug'] ?? '';
  const story = useBySlug('story', slug);
  if (story) return <OneStory story={story} />;
  return (
    <PageFrame title={t('stories:title')} back={STORIES} backLabel={t('stories:all')}>
      {story === null ? (
        <EmptyState
          icon="heart"
          title={t('stories:missing.title')}
          action={<LinkButton href={STORIES}>{t('stories:all')}</LinkButton>}
        >
          <p>{t('stories:missing.text')}</p>
        </EmptyState>
      ) : (
        <p class="soft">{t('common:loading')}</p>
      )}
    </PageFrame>
  );
}

function OneStory({ story }: { readonly story: Row<'story'> }) {
  const coordinator = useDevice().identity.value?.person.role === 'coordinator';
  const place = useRecord('place', story.placeId ?? undefined);
  const title = storyText(story, 'title');
  const body = storyText(story, 'body');
  const files = story.media ?? [];
  return (
    <PageFrame
      title={title.words}
      titleLang={title.lang}
      back={STORIES}
      backLabel={t('stories:all')}
      lead={
        <>
          <p class="page-lead">{t('stories:who', { name: story.who })}</p>
          {place && <p class="soft">{contentWords(place.text, 'name')}</p>}
        </>
      }
    >
      {body.lang !== language.value && (
        <p class="soft">{t('stories:toldIn', { language: languageOf(body.lang).ownName })}</p>
      )}
      {files.length === 0 && <SpeakButton text={body.words} lang={body.lang} />}
      {files.map((sha) => (
        <StoryFile key={sha} story={story} sha={sha} />
      ))}
      <div class="story-words">
        <TextBlocks text={body.words} lang={body.lang} />
      </div>
      {story.lesson != null && <SameLesson slug={story.lesson} />}
      <p class="small soft">{t('stories:consent')}</p>
      {mode.value !== 'learner' && (
        <div class="row no-print">
          <PrintButton />
          {coordinator && (
            <LinkButton kind="secondary" icon="edit" href={`/desk/stories/${story.id}`}>
              {t('stories:edit')}
            </LinkButton>
          )}
        </div>
      )}
      <footer class="story-paper-foot">
        <QrCode
          value={`${location.origin}${storyPath(story.slug)}`}
          label={`${location.host}${storyPath(story.slug)}`}
          size={150}
        />
        <p>{t('stories:paper.code')}</p>
      </footer>
    </PageFrame>
  );
}

/** A photo with what is to be seen on it, or a voice with a button; which of them it is, the file itself tells. */
function StoryFile({ story, sha }: { readonly story: Row<'story'>; readonly sha: string }) {
  const file = useFile(sha);
  const alt = storyText(story, `alt.${sha}`);
  if (file === undefined) return null;
  if (file === null)
    return (
      <p class="story-away no-print">
        {alt.words !== '' && <span lang={alt.lang}>{alt.words} </span>}
        {t('stories:away')}
      </p>
    );
  return file.type.startsWith('audio/') ? (
    <SoundPlayer src={file.url} about={alt.words} lang={alt.lang} />
  ) : (
    <img class="story-photo" src={file.url} alt={alt.words} lang={alt.lang} />
  );
}

function SameLesson({ slug }: { readonly slug: string }) {
  const lesson = useBySlug('lesson', slug);
  if (!lesson) return null;
  const title = contentText(lesson.text, 'title');
  return (
    <section class="story-same" aria-labelledby="story-same">
      <h2 id="story-same">{t('stories:same')}</h2>
      <p>
        {t('stories:same.lesson')} <strong lang={title.lang}>{title.words}</strong>
      </p>
      <div class="no-print">
        <LinkButton icon="learn" href={`/learn/${slug}`}>
          {t('stories:same')}
        </LinkButton>
      </div>
    </section>
  );
}
