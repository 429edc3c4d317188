// A coordinator's own practice: what may be changed in a copy, what is refused and with which field, and how it gets to all tablets.
// First of all: it puts an IndexedDB into memory, which the database looks for when it is loaded.
import { ambassador, testDevice } from '#tests/support/device.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '#core/json.ts';
import { formNames, type Scenario } from '#practice/scenario.ts';
import { checkScenario } from '#practice/check-scenario.ts';
import { inBeginnersOrder, nextWalkthrough } from '#practice/progression.ts';
import { tryOut } from '#practice/trial.ts';
import {
  contentDraftId,
  dropContentDraft,
  keepContentDraft,
  patchOf,
  publishContent,
  type Registers,
  unpublishContent,
} from '#features/desk/content-draft.ts';
import {
  detailFieldId,
  faultsOfWalkthrough,
  type WalkthroughFault,
  walkFieldId,
} from '#features/desk/walkthrough-faults.ts';
import {
  beginningOf,
  type ChooseStep,
  isAsBefore,
  newWalkthrough,
  registersBefore,
  registersOfWalkthrough,
  scenarioIn,
  walkthroughNow,
  withBrand,
  withChange,
  withDetail,
  withForms,
  withMeaning,
} from '#features/desk/walkthrough-form.ts';
import { scenarioOf, slugs } from '../practice/simulated-person.ts';

const LANGUAGES = ['lv', 'ru', 'en'];
const ID = '0199b4a1-52ac-7a53-9f49-6a2a54b0c3d1';
const coordinator = {
  ...ambassador,
  person: { ...ambassador.person, role: 'coordinator' as const },
};
const clock = { now: Date.parse('2026-11-23T10:00:00Z') };

const read = (path: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')) as Record<
    string,
    string
  >;
/** A practice of the pack as a record's values. */
const pack = (slug: string) => ({
  slug,
  order: 2,
  scenario: read(`src/content/walkthroughs/${slug}.json`)['scenario'] as unknown as Json,
  text: Object.fromEntries(
    LANGUAGES.flatMap((lang) =>
      Object.entries(read(`locales/${lang}/content/walkthroughs/${slug}.json`)).map(
        ([key, words]) => [`${lang}.${key}`, words],
      ),
    ),
  ),
});
const s2 = pack('s2');
const faults = (draft: Registers, source = s2): WalkthroughFault[] =>
  faultsOfWalkthrough(walkthroughNow(source, draft), registersOfWalkthrough(source), LANGUAGES);
/** Faults of S2 with its scenario changed. */
const spoiled = (change: (scenario: Scenario) => Scenario): WalkthroughFault[] =>
  faults({ scenario: change(scenarioOf('s2')) as unknown as Json });
const stepAt = (scenario: Scenario, id: string): number =>
  scenario.steps.findIndex((step) => step.id === id);
const choose = scenarioOf('s2').steps.find((step): step is ChooseStep => step.kind === 'choose')!;

describe('the pack', () => {
  it.each(slugs)('%s can be copied and published as it is', (slug) => {
    const source = pack(slug);
    expect(faults(beginningOf(source), source)).toEqual([]);
  });
});

describe('before publishing', () => {
  const told = (found: readonly WalkthroughFault[]) => found.map(({ what, at }) => [what, at]);

  it.each<[string, Registers, string, string]>([
    ['an empty Latvian text', { 'text.lv.amount.task': ' ' }, 'lv', 'text.lv.amount.task'],
    ['a title as long as a page', { 'text.ru.title': 'а'.repeat(101) }, 'long', 'text.ru.title'],
    [
      'a real phone in any language',
      { 'text.en.amount.hint': 'Call 29123456' },
      'real',
      'text.en.amount.hint',
    ],
    [
      'a real address',
      { 'text.lv.amount.hint': 'Skatiet banka.lv' },
      'real',
      'text.lv.amount.hint',
    ],
    [
      'a detail that is not there',
      { 'text.lv.amount.task': 'Ierakstiet {{totl}}.' },
      'placeholder',
      'text.lv.amount.task',
    ],
  ])('finds %s', (_, draft, what, field) => {
    expect(told(faults(draft))).toEqual([[what, walkFieldId(field)]]);
  });

  it('takes empty Russian and English: Latvian stands in', () => {
    expect(faults({ 'text.ru.amount.task': '', 'text.en.amount.task': '' })).toEqual([]);
  });

  it.each<[string, (scenario: Scenario) => Scenario, string, string]>([
    ['no minutes', (s) => withChange(s, ['minutes'], null), 'minutes', 'walk-minutes'],
    ['61 minutes', (s) => withChange(s, ['minutes'], 61), 'minutes', 'walk-minutes'],
    ['no day', (s) => withChange(s, ['clock'], ''), 'clock', 'walk-clock'],
    [
      'a limit that is no number',
      (s) => withDetail(s, 'charge', 'b', { make: 'money', min: null as never, max: 900 }),
      'number',
      detailFieldId('charge', 'b', 'min'),
    ],
    [
      'limits the wrong way round',
      (s) => withDetail(s, 'charge', 'c', { make: 'money', min: 900, max: 100 }),
      'order',
      detailFieldId('charge', 'c', 'max'),
    ],
    [
      'a sum below zero',
      (s) => withDetail(s, 'charge', 'a', { make: 'money', min: -5, max: 100 }),
      'range',
      detailFieldId('charge', 'a', 'min'),
    ],
    [
      'a number as long as a phone’s',
      (s) => withDetail(s, 'payer-code', 'a', { make: 'digits', length: 8 }),
      'range',
      detailFieldId('payer-code', 'a', 'length'),
    ],
  ])('finds %s', (_, change, what, at) => {
    expect(told(spoiled(change))).toContainEqual([what, at]);
  });

  const atChoose = (scenario: Scenario, options: ChooseStep['options']): Scenario =>
    withChange(scenario, ['steps', stepAt(scenario, choose.id), 'options'], options);

  it('finds a choice with nothing right, one alone, six, and one that is nowhere', () => {
    const at = walkFieldId(`options.${choose.id}`);
    const wrong = choose.options.map((option) => withMeaning(option, 'wrong'));
    expect(told(spoiled((s) => atChoose(s, wrong)))).toContainEqual(['noRight', at]);
    expect(told(spoiled((s) => atChoose(s, choose.options.slice(0, 1))))).toContainEqual([
      'few',
      at,
    ]);
    const six = 'abcdef'
      .split('')
      .map((id, i) => (i === 0 ? { id, correct: true as const } : { id }));
    expect(told(spoiled((s) => atChoose(s, six)))).toContainEqual(['many', at]);
    const nowhere = choose.options.map((option, i) => (i === 0 ? withForms(option, []) : option));
    expect(told(spoiled((s) => atChoose(s, nowhere)))).toContainEqual([
      'noForm',
      walkFieldId(`option.${choose.id}.${choose.options[0]!.id}.forms`),
    ]);
  });

  it('asks for the words of a choice that was added, and why it is wrong', () => {
    const added = [...choose.options.slice(0, 4), { id: 'own-1' }];
    const scenario = atChoose(scenarioOf('s2'), added) as unknown as Json;
    expect(told(faults({ scenario }))).toEqual([
      ['lv', walkFieldId(`text.lv.${choose.id}.own-1`)],
      ['lv', walkFieldId(`text.lv.${choose.id}.own-1.why`)],
    ]);
    expect(
      faults({
        scenario,
        [`text.lv.${choose.id}.own-1`]: 'Cita poga',
        [`text.lv.${choose.id}.own-1.why`]: 'Tā ved citur.',
      }),
    ).toEqual([]);
  });

  it('finds a step that nothing leads to', () => {
    const [first] = scenarioOf('s2').steps;
    const found = spoiled((s) =>
      withChange(
        s,
        ['steps', 0, 'then'],
        s.steps.at(-1)!.id === first!.id ? undefined : s.steps.at(-1)!.id,
      ),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map((one) => one.what))).toEqual(new Set(['unreachable']));
  });

  it('finds a way that goes round for ever', () => {
    const right = choose.options.map((option) =>
      option.correct ? { ...option, to: scenarioOf('s2').steps[0]!.id } : option,
    );
    const what = new Set(spoiled((s) => atChoose(s, right)).map((one) => one.what));
    expect([...what].some((one) => one === 'deadEnd' || one === 'unreachable')).toBe(true);
  });

  it('finds limits that leave no other value, and a mistake that can equal what is right', () => {
    const s12 = pack('s12');
    const narrow = formNames.reduce(
      (scenario, form) =>
        withDetail(
          withDetail(scenario, 'last-sum', form, { make: 'money', min: 500, max: 500 }),
          'charge',
          form,
          { make: 'money', min: 500, max: 500, unlike: ['last-sum'] },
        ),
      scenarioOf('s12'),
    );
    expect(faults({ scenario: narrow as unknown as Json }, s12).map((one) => one.what)).toContain(
      'narrow',
    );
    const same = withDetail(scenarioOf('s12'), 'last-sum', 'c', {
      make: 'money',
      min: 840,
      max: 1490,
    });
    const checked = checkScenario(same);
    expect(checked.ok && tryOut(checked.value)).toContainEqual({
      what: 'same',
      form: 'c',
      step: 'amount',
      detail: 'last-sum',
    });
  });

  it('finds 2 senders with one look', () => {
    const s12 = pack('s12');
    const scenario = withBrand(scenarioOf('s12'), 'third', 'a', 'strautina-udens');
    const issuer = scenarioOf('s12').actors['issuer']?.brand;
    expect(issuer).toBe('strautina-udens');
    expect(faults({ scenario: scenario as unknown as Json }, s12)[0]).toMatchObject({
      what: 'brandTwice',
      names: { brand: 'strautina-udens', form: 'a' },
    });
  });

  it('each of its sentences stands in every language', () => {
    const whats = [
      'lv', 'long', 'real', 'placeholder', 'minutes', 'clock', 'brandTwice', 'number', 'order', 'range', 'address', 'narrow', 'negative',
      'same', 'few', 'many', 'noRight', 'noForm', 'unreachable', 'deadEnd', 'scored', 'other',
    ]; // prettier-ignore
    for (const lang of LANGUAGES) {
      const words = read(`locales/${lang}/authoring.json`);
      expect(
        whats.filter((what) => !words[`fault.${what}`]),
        lang,
      ).toEqual([]);
    }
  });
});

describe('a change', () => {
  it('that is taken back leaves nothing in the draft', () => {
    const scenario = scenarioOf('s2');
    const there = withBrand(scenario, 'issuer', 'a', 'silta-krasns');
    expect(isAsBefore(s2, 'scenario', there as unknown as Json)).toBe(false);
    const back = withBrand(there, 'issuer', 'a', scenario.actors['issuer']!.brand!);
    expect(isAsBefore(s2, 'scenario', back as unknown as Json)).toBe(true);
    const set = withDetail(scenario, 'charge', 'a', { make: 'money', min: 1, max: 2 });
    const undone = withDetail(set, 'charge', 'a', scenario.details['charge']!);
    expect(isAsBefore(s2, 'scenario', undone as unknown as Json)).toBe(true);
  });

  it('changes nothing else, and not what it was made from', () => {
    const before = JSON.stringify(scenarioOf('s2'));
    const scenario = scenarioOf('s2');
    withChange(scenario, ['steps', 0, 'id'], 'x');
    expect(JSON.stringify(scenario)).toBe(before);
  });
});

describe('on its way', () => {
  const row = (device: Awaited<ReturnType<typeof testDevice>>) =>
    device.db.rows('walkthrough').get(ID);
  const draftOf = async (device: Awaited<ReturnType<typeof testDevice>>): Promise<Registers> =>
    (await device.db.rows('draft').get(contentDraftId('walkthrough', ID)))?.values ?? {};
  const good = (answer: { readonly ok: boolean }): void =>
    expect(answer).toMatchObject({ ok: true });
  const change: Registers = { ...beginningOf(s2), 'text.lv.summary': 'Mūsu ciema rēķins.' };
  async function published() {
    const device = await testDevice({ clock, identity: coordinator });
    good(await keepContentDraft('walkthrough')(device, ID, change));
    const draft = await draftOf(device);
    good(
      await publishContent(
        device,
        { kind: 'walkthrough', id: ID, row: undefined, draft },
        patchOf(draft),
        () => newWalkthrough(ID, s2, draft),
      ),
    );
    return device;
  }

  it('it is whole and public after publishing, behind its source, and the draft is empty', async () => {
    const device = await published();
    const made = await row(device);
    expect(made).toMatchObject({ scope: 'public', slug: 's2-b0c3d1', madeFrom: 's2', order: 2 });
    expect(made?.text?.['lv.summary']).toBe('Mūsu ciema rēķins.');
    expect(made?.text?.['lv.title']).toBe(`${s2.text['lv.title']} (2)`);
    expect(made?.text?.['ru.amount.task']).toBe(s2.text['ru.amount.task']);
    expect(checkScenario(made?.scenario).ok).toBe(true);
    expect(await draftOf(device)).toEqual({});
    device.close();
  });

  it('changed and taken back says again what it said; taken back at all it is withdrawn', async () => {
    const device = await published();
    const before = await row(device);
    const scenario = withChange(scenarioIn(walkthroughNow(before, {})), ['minutes'], 9);
    const draft: Registers = { scenario: scenario as unknown as Json, 'text.en.summary': 'Ours.' };
    good(await keepContentDraft('walkthrough')(device, ID, draft));
    const content = { kind: 'walkthrough', id: ID, row: before, draft } as const;
    good(
      await publishContent(device, content, patchOf(draft), () => newWalkthrough(ID, s2, draft)),
    );
    expect((await row(device))?.scenario).toMatchObject({ minutes: 9 });
    good(await unpublishContent(device, content, patchOf(registersBefore(before, draft))));
    expect(await row(device)).toMatchObject({ scenario: before?.scenario, text: before?.text });
    expect(await draftOf(device)).toEqual(draft);
    good(await dropContentDraft(device, 'walkthrough', ID, draft));
    expect(await draftOf(device)).toEqual({});
    device.close();
  });

  it('is the coordinator’s alone to publish', async () => {
    const device = await testDevice({ clock, identity: ambassador });
    expect(
      await publishContent(
        device,
        { kind: 'walkthrough', id: ID, row: undefined, draft: change },
        patchOf(change),
        () => newWalkthrough(ID, s2, change),
      ),
    ).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    device.close();
  });

  it('stands behind its source in the list, and is chosen by hand only', () => {
    const order = inBeginnersOrder(
      ['s9', 's2-b0c3d1', 's7', 's1', 's2', 's10'].map((slug) => ({ slug })),
    ).map((one) => one.slug);
    expect(order).toEqual(['s1', 's7', 's2', 's2-b0c3d1', 's9', 's10']);
    expect(nextWalkthrough([], ['s2', 's2-b0c3d1', 's8'], 's2')).toBe('s8');
  });
});
