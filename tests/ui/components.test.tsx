// What the parts say to a screen reader and to CSS, drawn to text without a browser.
import { h, type ComponentChild, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { beforeAll, describe, expect, it } from 'vitest';

import { initI18n } from '#i18n/i18n.ts';
import { Button } from '#ui/Button.tsx';
import { ChoiceList } from '#ui/ChoiceList.tsx';
import { DataTable } from '#ui/DataTable.tsx';
import { ErrorSummary } from '#ui/ErrorSummary.tsx';
import { readNumber } from '#ui/number-text.ts';
import { Notice } from '#ui/Notice.tsx';
import { Progress } from '#ui/Progress.tsx';
import { qrPath } from '#ui/QrCode.tsx';
import { RecordState } from '#ui/RecordState.tsx';
import { chooseVoice, sentencesOf } from '#ui/speech.ts';
import { SyncBadge } from '#ui/SyncBadge.tsx';
import { TextField } from '#ui/TextField.tsx';

beforeAll(() => initI18n('lv'));

const draw = (node: ComponentChild) => renderToString(node as VNode);
const wordsOf = (node: ComponentChild) =>
  draw(node)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
const none = () => undefined;

describe('fields', () => {
  it('tie label, hint and error to the input', () => {
    const html = draw(
      h(TextField, {
        id: 'iban',
        label: 'Konts',
        hint: 'No rēķina',
        error: 'Trūkst 2 zīmju',
        value: 'LV',
        onInput: none,
      }),
    );
    expect(html).toContain('for="iban"');
    expect(html).toContain('aria-describedby="iban-error iban-hint"');
    expect(html).toMatch(/aria-invalid="?true/);
  });

  it('never cut what is typed (rule 21)', () => {
    expect(
      draw(h(TextField, { label: 'Konts', value: 'LV', size: 21, onInput: none })),
    ).not.toContain('maxlength');
  });

  it('choices are a group named by the question', () => {
    const html = draw(
      h(ChoiceList, {
        label: 'Kura?',
        value: 'a',
        onChange: none,
        choices: [
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ],
      }),
    );
    expect(html).toMatch(/<fieldset[^>]*><legend/);
    expect(html.match(/type="radio"/g)).toHaveLength(2);
    expect(html.match(/checked/g)).toHaveLength(1);
  });

  it('the summary repeats the same words and says how many', () => {
    const words = wordsOf(
      h(ErrorSummary, {
        errors: [
          { fieldId: 'a', text: 'Ierakstiet summu.' },
          { fieldId: 'b', text: 'Izvēlieties dienu.' },
        ],
      }),
    );
    expect(words).toBe('Jāizlabo 2 vietas Ierakstiet summu. Izvēlieties dienu.');
    expect(draw(h(ErrorSummary, { errors: [] }))).toBe('');
  });

  it.each([
    ['12,50', 12.5],
    ['12.50', 12.5],
    ['1 234,50', 1234.5],
    ['1.234,50', 1234.5],
    ['1,234.50', 1234.5],
    ['1\u00a0234', 1234],
    ['−3', -3],
    ['', null],
    ['abc', null],
    ['12,', null],
  ])('reads the number %j as people write it', (typed, number) => {
    expect(readNumber(typed)).toBe(number);
  });
});

describe('states', () => {
  it('say in words where a record is', () => {
    expect(wordsOf(h(RecordState, { place: 'device' }))).toBe('šajā planšetē');
    expect(wordsOf(h(RecordState, { place: 'sent' }))).toBe('nosūtīts');
    expect(wordsOf(h(RecordState, { place: 'received' }))).toBe('saņemts serverī');
  });

  it('offline is told calmly, with what is kept', () => {
    expect(wordsOf(h(SyncBadge, { online: false, waiting: 3, check: 0 }))).toBe(
      'Bez tīkla. Planšetē glabājas 3 ieraksti.',
    );
    expect(wordsOf(h(SyncBadge, { online: false, waiting: 0, check: 0 }))).toBe(
      'Bez tīkla. Varat strādāt.',
    );
  });

  it('nothing is called received before the server has answered once, nor while the tablet is full', () => {
    expect(wordsOf(h(SyncBadge, { online: true, waiting: 0, check: 0 }))).toBe(
      'Serveris vēl nav atbildējis',
    );
    expect(
      wordsOf(h(SyncBadge, { online: true, waiting: 0, check: 0, full: true, receivedAt: 1 })),
    ).toBe('Planšetē beigusies vieta');
  });

  it('what a person must look at is told before anything else', () => {
    expect(wordsOf(h(SyncBadge, { online: false, waiting: 3, check: 1 }))).toBe(
      'Jāpārbauda 1 ieraksts',
    );
  });

  it('a notice has word and icon, not colour alone (rule 6)', () => {
    const html = draw(h(Notice, { kind: 'careful', title: 'Konts atšķiras.' }));
    expect(html).toContain('<svg');
    expect(html).toContain('Uzmanību.');
  });

  it('progress tells the step', () => {
    expect(wordsOf(h(Progress, { now: 3, of: 6 }))).toBe('3. solis no 6');
  });
});

describe('parts', () => {
  it('an icon is silent and its button speaks', () => {
    const html = draw(h(Button, { icon: 'remove', about: 'Anna', children: 'Dzēst' }));
    expect(html).toContain('aria-hidden="true"');
    expect(wordsOf(h(Button, { icon: 'remove', about: 'Anna', children: 'Dzēst' }))).toBe(
      'Dzēst : Anna',
    );
  });

  it('a table has a caption, says what can be sorted and can be scrolled by keyboard', () => {
    const html = draw(
      h(DataTable<{ id: string }>, {
        caption: 'Vietas',
        rows: [{ id: 'a' }],
        rowKey: (row) => row.id,
        columns: [
          {
            key: 'id',
            label: 'Vieta',
            heading: true,
            cell: (row) => row.id,
            sortBy: (row) => row.id,
          },
        ],
      }),
    );
    expect(html).toMatch(/<caption[^>]*>Vietas/);
    expect(html).toContain('aria-sort="none"');
    expect(html).toMatch(/<section[^>]*tabindex="0"/i);
    expect(html).toContain('scope="row"');
  });

  it('a QR code keeps its quiet zone of 4', () => {
    const { d, side } = qrPath('https://example.org/');
    expect(side).toBe(25 + 8);
    expect(d.startsWith('M4 4h7')).toBe(true);
  });
});

describe('speech (rule 37)', () => {
  const voice = (lang: string, localService: boolean, isDefault = false) => ({
    lang,
    localService,
    default: isDefault,
  });

  it('takes only a voice of the language that works on the device', () => {
    expect(chooseVoice([voice('lv-LV', false), voice('en-GB', true)], 'lv')).toBeNull();
    expect(chooseVoice([voice('lv_LV', true)], 'lv')?.lang).toBe('lv_LV');
    expect(chooseVoice([voice('ru-RU', true), voice('ru-RU', true, true)], 'ru')?.default).toBe(
      true,
    );
  });

  it('reads sentence by sentence', () => {
    expect(sentencesOf('Atveriet banku. Pārbaudiet summu: 12,50 EUR!\n\nGatavs')).toEqual([
      'Atveriet banku.',
      'Pārbaudiet summu:',
      '12,50 EUR!',
      'Gatavs',
    ]);
  });
});
