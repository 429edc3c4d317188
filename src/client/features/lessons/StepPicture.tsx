// A lesson's picture: the practice world in a given state, one thing pointed at. Called by the step page and the paper twin.
import { useBySlug } from '#device/live.ts';
import { t } from '#i18n/i18n.ts';
import { type PictureFind, PracticePicture } from '#practice-world/PracticePicture.tsx';
import type { ScreenStep } from './lesson-steps.ts';

export type StepPictureProps = {
  readonly screen: ScreenStep['screen'];
  /** On paper many pictures stand on one page: each is one image with this name. */
  readonly name?: string | undefined;
  /** For a question: everything in it can be tapped. */
  readonly find?: PictureFind | undefined;
};

export function StepPicture({ screen, name, find }: StepPictureProps) {
  const walkthrough = useBySlug('walkthrough', screen.walkthrough);
  if (walkthrough === undefined) return null;
  if (walkthrough === null) return <p class="soft">{t('lessons:picture.missing')}</p>;
  const { slug, scenario, text } = walkthrough;
  const picture = (
    <PracticePicture
      walkthrough={{ slug, scenario, text: text ?? {} }}
      form={screen.form}
      step={screen.step}
      point={screen.point}
      find={find}
    />
  );
  if (name !== undefined) {
    return (
      <div class="lesson-picture" role="img" aria-label={name}>
        <div aria-hidden="true">{picture}</div>
      </div>
    );
  }
  return (
    <div class="lesson-picture">
      <p class="soft small">{t(find ? 'lessons:find.tap' : 'lessons:picture.only')}</p>
      {picture}
    </div>
  );
}
