// What a person is offered after the stage profile: at most three things, each with its reason and the next step. Part of ResultScreen, loaded
// after it. The helper also sees how long it takes and whether alone or in a group, and puts it into the learner's to-do list.
import '#i18n/offer-texts.ts';
import { useState } from 'preact/hooks';
import { useDevice, useRecords } from '#device/live.ts';
import type { Offered } from '#forms/needs/causes.ts';
import { planningOf } from '#forms/needs/hours.ts';
import { OFFERS, type OfferKind } from '#forms/needs/offers.ts';
import { contentWords } from '#i18n/content-text.ts';
import { formatMinutes } from '#i18n/format.ts';
import { t } from '#i18n/i18n.ts';
import { mode } from '#ui/appearance.ts';
import { Button } from '#ui/Button.tsx';
import { Card, CardLink } from '#ui/Card.tsx';
import type { IconName } from '#ui/icons.ts';
import { LinkButton } from '#ui/LinkButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { lessonPath } from './survey-paths.ts';
import { putIntoList, takeListAway } from './offers-actions.ts';
import { useOffered, useOfferList, type ProfileResult } from './offers-queries.ts';
import { useLessons } from './surveys-queries.ts';

const icons: Readonly<Record<OfferKind, IconName>> = {
  lesson: 'learn',
  path: 'star',
  story: 'message',
  place: 'places',
  device: 'tablet',
  mentor: 'people',
};

/** Where the offer is found in the app; a talk is found with a person. While a learner holds the tablet, places wait for the code. */
function addressOf({ offer }: Offered): string | undefined {
  if (offer.lesson !== undefined) return lessonPath(offer.lesson);
  if (offer.kind === 'path') return '/paths';
  if (offer.kind === 'story') return '/stories';
  if (offer.kind === 'mentor' || mode.value === 'learner') return undefined;
  return offer.id === 'free-network' ? '/places?need=internet' : '/places';
}

const whyOf = ({ stage, question }: Offered['cause']): string =>
  t(`offers:why.${stage}.${OFFERS[stage]?.[question] === undefined ? 'any' : question}`);

type OfferWords = { readonly title: string; readonly why: string; readonly next: string };

export function Offers(props: ProfileResult) {
  const offered = useOffered(props);
  const lessons = useLessons(offered?.flatMap(({ offer }) => offer.lesson ?? []) ?? []);
  const isHelper = useDevice().identity.value !== undefined && mode.value !== 'learner';
  const { minutes } = planningOf(useRecords('organisation')?.[0]?.planning);
  if (!offered || !lessons || offered.length === 0) return null;
  const wordsOf = ({ offer, cause }: Offered): OfferWords => {
    const lesson = lessons.find(({ slug }) => slug === offer.lesson);
    return lesson === undefined
      ? {
          title: t(`offers:offer.${offer.id}.title`),
          why: whyOf(cause),
          next: t(`offers:offer.${offer.id}.next`),
        }
      : {
          title: t('offers:offer.lesson.title', { title: contentWords(lesson.text, 'title') }),
          why: whyOf(cause),
          next: t('offers:offer.lesson.next'),
        };
  };
  const told = offered.map((one) => ({ ...one, words: wordsOf(one) }));
  return (
    <section class="stack-tight">
      <h2>{t('offers:title')}</h2>
      <ul class="survey-lessons no-print">
        {told.map(({ offer, cause, words }) => (
          <li key={offer.id}>
            <OfferCard
              words={words}
              icon={icons[offer.kind]}
              href={addressOf({ offer, cause })}
              note={
                isHelper
                  ? t(`offers:helper.${offer.way}`, { length: formatMinutes(minutes[offer.kind]) })
                  : undefined
              }
            />
          </li>
        ))}
      </ul>
      <ul class="survey-take-home only-print">
        {told.map(({ offer, words }) => (
          <li key={offer.id}>
            <strong>{words.title}.</strong> {words.why} {words.next}
          </li>
        ))}
      </ul>
      {isHelper && (
        <div class="stack-tight no-print">
          <p class="soft small">{t('offers:helper.assumed')}</p>
          {props.response.learnerId && (
            <ForTheList
              learnerId={props.response.learnerId}
              items={told.map(({ offer, words }) => ({ offer, title: words.title }))}
            />
          )}
        </div>
      )}
    </section>
  );
}

type OfferCardProps = {
  readonly words: OfferWords;
  readonly icon: IconName;
  readonly href: string | undefined;
  readonly note: string | undefined;
};

function OfferCard({ words: { title, why, next }, icon, href, note }: OfferCardProps) {
  if (href !== undefined)
    return <CardLink href={href} icon={icon} title={title} text={`${why} ${next}`} note={note} />;
  return (
    <Card level={3} icon={icon} title={title}>
      <p>
        {why} {next}
      </p>
      {note !== undefined && <p class="soft small">{note}</p>}
    </Card>
  );
}

type ForTheListProps = Pick<Parameters<typeof putIntoList>[1], 'learnerId' | 'items'>;

/** One tap puts them in, one takes them out again. Whether they are in is read from the lists themselves. */
function ForTheList({ learnerId, items }: ForTheListProps) {
  const device = useDevice();
  const list = useOfferList(
    learnerId,
    items.map(({ offer }) => offer),
  );
  const [trouble, setTrouble] = useState<string>();
  const write = async (
    writing: Promise<
      { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: string } }
    >,
  ): Promise<void> => {
    const done = await writing;
    setTrouble(done.ok ? undefined : done.error.code);
  };
  return (
    <>
      {trouble !== undefined && <Notice kind="problem" live title={t(`errors:${trouble}`)} />}
      {list === null && (
        <div>
          <Button
            icon="todo"
            onPress={() =>
              void write(putIntoList(device, { learnerId, items, title: t('offers:todo.title') }))
            }
          >
            {t('offers:todo.add')}
          </Button>
        </div>
      )}
      {list && (
        <Notice kind="done" live title={t('offers:todo.done')}>
          <div class="row">
            <LinkButton kind="secondary" icon="todo" href={`/todos/${list}`}>
              {t('offers:todo.open')}
            </LinkButton>
            <Button icon="undo" onPress={() => void write(takeListAway(device, list))}>
              {t('common:undo')}
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
}
