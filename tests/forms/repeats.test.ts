// Repeats as a household meets them: people who are added, taken away and brought back, their animals, counted instances.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flawsOf } from '#forms/check.ts';
import {
  answer,
  openForm,
  problemsOf,
  refuse,
  resultOf,
  withAnswers,
  type FormState,
} from '#forms/engine.ts';
import { pagesOf } from '#forms/pages.ts';
import { addInstance, instancesOf, removeInstance, restoreInstance } from '#forms/repeats.ts';
import { Conversation, formOf, now } from './conversation.ts';

const home = formOf([
  { name: 'adult', type: 'integer', default: 18 },
  {
    name: 'people',
    type: 'repeat',
    items: [
      { name: 'who', type: 'text', required: true },
      { name: 'age', type: 'integer', constraint: '. < 130' },
      { name: 'school', type: 'text', relevant: '${age} < ${adult}' },
      { name: 'place', type: 'calculate', calculation: 'position(..)' },
      {
        name: 'older',
        type: 'calculate',
        calculation: 'indexed-repeat(${age}, ${people}, ${place} - 1)',
      },
      {
        name: 'pets',
        type: 'repeat',
        together: true,
        items: [
          { name: 'pet', type: 'text' },
          { name: 'full', type: 'calculate', calculation: "concat(${who}, ' ', ${pet})" },
        ],
      },
    ],
  },
  { name: 'children', type: 'calculate', calculation: 'count(${people}[age < ${adult}])' },
  { name: 'total', type: 'calculate', calculation: 'sum(${age})' },
  { name: 'animals', type: 'calculate', calculation: "join(', ', ${pet})" },
  { name: 'how_many', type: 'calculate', calculation: 'count(${people})' },
]);

const good = <T>(
  given: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T => {
  if (!given.ok) throw new Error(JSON.stringify(given.error));
  return given.value;
};
class Home extends Conversation {
  adds(repeat: string, id: string): this {
    this.state = good(addInstance(this.state, repeat, id));
    return this;
  }
  takes(key: string): this {
    this.state = good(removeInstance(this.state, key));
    return this;
  }
  restores(key: string): this {
    this.state = good(restoreInstance(this.state, key));
    return this;
  }
}
const family = (): Home =>
  new Home(home)
    .adds('people', 'a')
    .says('people/a/who', 'Ilze')
    .says('people/a/age', 70)
    .adds('people', 'b')
    .says('people/b/age', 9);

describe('instances made by people', () => {
  test('each has its own answers, conditions and sums', () => {
    const talk = family();
    expect(problemsOf(talk.state)).toEqual([]);
    expect(talk.asked).toEqual([
      'adult',
      'people/a/who',
      'people/a/age',
      'people/a/pets',
      'people/b/who',
      'people/b/age',
      'people/b/school',
      'people/b/pets',
      'people',
    ]);
    expect(talk.value('total')).toBe(79);
    expect(talk.value('how_many')).toBe(2);
    expect(talk.value('children')).toBe(1);
    expect(talk.value('people/b/older')).toBe(70);
    expect(talk.value('people/a/older')).toBe('');
    expect(flawsOf(talk.state).map(({ name, code }) => [name, code])).toEqual([
      ['people/b/who', 'required'],
    ]);
  });

  test('an answer in one works out nothing in the other', () => {
    const talk = family().says('people/b/who', 'Jānis');
    expect(talk.state.recalculated).toEqual(['people/b/who']);
    talk.says('people/a/age', 71);
    expect(talk.state.recalculated).not.toContain('people/b/school');
    expect(talk.state.recalculated).toContain('people/b/older');
  });

  test('pages know their instance, and where one more can be added', () => {
    const pages = pagesOf(family().adds('people/b/pets', 'x').state);
    const page = pages.find(({ name }) => name === 'people/b/pets/x');
    expect(page).toMatchObject({
      kind: 'questions',
      keys: ['people/b/pets/x/pet'],
      instance: { repeatKey: 'people/b/pets', key: 'people/b/pets/x', place: 1, of: 1 },
    });
    expect(pages.at(-1)).toMatchObject({
      kind: 'repeat',
      name: 'people',
      instances: ['people/a', 'people/b'],
    });
    expect(pages.at(-2)).toMatchObject({ name: 'people/b/pets', instance: { key: 'people/b' } });
  });

  test('taken away and brought back with everything in it, in its place', () => {
    const talk = family()
      .adds('people/a/pets', 'x')
      .says('people/a/pets/x/pet', 'Muris')
      .takes('people/a');
    expect(instancesOf(talk.state, 'people')).toEqual(['people/b']);
    expect(talk.value('animals')).toBe('');
    expect(talk.value('total')).toBe(9);
    expect(talk.value('people/b/place')).toBe(1);
    expect(talk.value('people/a/age')).toBeUndefined();
    expect(talk.state.answers['people/a/age']).toMatchObject({ value: 70 });
    talk.restores('people/a');
    expect(instancesOf(talk.state, 'people')).toEqual(['people/a', 'people/b']);
    expect(talk.value('animals')).toBe('Muris');
    expect(talk.value('people/a/pets/x/full')).toBe('Ilze Muris');
    expect(talk.state.changed).toEqual(['people/a']);
  });

  test('two tablets add one each, and both stay', () => {
    const talk = family();
    const mine = good(addInstance(talk.state, 'people', 'm'));
    const theirs = good(addInstance(talk.state, 'people', 'k'));
    const merged = { ...mine.answers, ...theirs.answers };
    expect(instancesOf(withAnswers(mine, merged), 'people')).toEqual([
      'people/a',
      'people/b',
      'people/k',
      'people/m',
    ]);
    expect(withAnswers(mine, merged).cells).toEqual(withAnswers(theirs, merged).cells);
  });

  test('results hold values by key and the instances in order', () => {
    const result = resultOf(good(refuse(family().state, 'people/b/who')));
    expect(result.values).toMatchObject({
      adult: 18,
      'people/a/who': 'Ilze',
      'people/b/age': 9,
      total: 79,
    });
    expect(result.refused).toEqual(['people/b/who']);
    expect(result.instances).toEqual({
      people: ['a', 'b'],
      'people/a/pets': [],
      'people/b/pets': [],
    });
  });

  test('misuse is answered, not thrown', () => {
    const { state } = family();
    const code = (given: ReturnType<typeof answer>): string => (given.ok ? 'ok' : given.error.code);
    expect(code(addInstance(state, 'people', 'a'))).toBe('instance-id');
    expect(code(addInstance(state, 'people', 'tūkstotis'))).toBe('instance-id');
    expect(code(addInstance(state, 'nobody', 'x'))).toBe('no-instances-here');
    expect(code(addInstance(state, 'people/z/pets', 'x'))).toBe('no-instances-here');
    expect(code(removeInstance(state, 'people/z'))).toBe('unknown-question');
    expect(code(restoreInstance(state, 'people/a'))).toBe('unknown-question');
    expect(code(answer(state, 'people/z/age', 1))).toBe('unknown-question');
    expect(code(answer(state, 'people/a', 1))).toBe('unknown-question');
    expect(code(answer(state, 'age', 1))).toBe('unknown-question');
  });

  test('answers of another form are put aside, those of an instance not yet here wait', () => {
    const at = '2026-03-25';
    const { state } = new Home(home, {
      'people/z/age': { value: 5, at },
      'people/z/shoe': { value: 5, at },
      'homes/z/age': { value: 5, at },
      age: { value: 5, at },
    });
    expect(Object.keys(state.strays).toSorted()).toEqual(['age', 'homes/z/age', 'people/z/shoe']);
    expect(state.answers).toHaveProperty(['people/z/age']);
  });
});

describe('instances by count', () => {
  const counted = formOf([
    { name: 'n', type: 'integer' },
    {
      name: 'trees',
      type: 'repeat',
      count: '${n}',
      items: [
        { name: 'height', type: 'decimal' },
        {
          name: 'sum_so_far',
          type: 'calculate',
          calculation:
            'coalesce(indexed-repeat(${sum_so_far}, ${trees}, position(..) - 1), 0) + coalesce(${height}, 0)',
        },
      ],
    },
    { name: 'all', type: 'calculate', calculation: 'max(${sum_so_far})' },
  ]);
  test('come and go with the count and keep their answers', () => {
    const talk = new Conversation(counted)
      .says('n', 3)
      .says('trees/n2/height', 4)
      .says('trees/n3/height', 5);
    expect(problemsOf(talk.state)).toEqual([]);
    expect(talk.asked).toEqual(['n', 'trees/n1/height', 'trees/n2/height', 'trees/n3/height']);
    expect(talk.value('all')).toBe(9);
    talk.says('n', 2);
    expect(talk.value('all')).toBe(4);
    expect(talk.says('n', 3).value('trees/n3/sum_so_far')).toBe(9);
    expect(talk.says('trees/n1/height', 1).value('all')).toBe(10);
  });
  test.each([[-2], [0], ['many'], [1e9]])('a count of %s does no harm', (count) => {
    const { length } = instancesOf(new Conversation(counted).says('n', count).state, 'trees');
    expect(length).toBe(count === 1e9 ? 1000 : 0);
  });
});

describe('the state reached by answers', () => {
  const ids = ['a', 'b', 'c'];
  const step = fc.oneof(
    fc.tuple(fc.constant('add' as const), fc.constantFrom(...ids), fc.constant(0)),
    fc.tuple(fc.constant('take' as const), fc.constantFrom(...ids), fc.constant(0)),
    fc.tuple(fc.constant('restore' as const), fc.constantFrom(...ids), fc.constant(0)),
    fc.tuple(fc.constant('pet' as const), fc.constantFrom(...ids), fc.nat({ max: 3 })),
    fc.tuple(fc.constant('age' as const), fc.constantFrom(...ids), fc.nat({ max: 30 })),
    fc.tuple(fc.constant('adult' as const), fc.constantFrom(...ids), fc.nat({ max: 30 })),
  );
  const walk = (state: FormState, [what, id, n]: readonly [string, string, number]): FormState => {
    const ways: Readonly<Record<string, () => ReturnType<typeof answer>>> = {
      add: () => addInstance(state, 'people', id),
      take: () => removeInstance(state, `people/${id}`),
      restore: () => restoreInstance(state, `people/${id}`),
      pet: () => addInstance(state, `people/${id}/pets`, `p${n}`),
      age: () => answer(state, `people/${id}/age`, n === 0 ? undefined : n),
      adult: () => answer(state, 'adult', n),
    };
    const done = ways[what]?.();
    return done?.ok === true ? done.value : state;
  };
  test('is the state opened with them, and only dependents were worked out on the way', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let state = openForm(home, { now });
        for (const one of steps) {
          const before = state;
          state = walk(state, one);
          if (state === before || one[0] !== 'age') continue;
          const own = `people/${one[1]}/`;
          const theirs = state.recalculated.filter(
            (key) => key.startsWith('people/') && !key.startsWith(own),
          );
          expect(theirs.every((key) => key.endsWith('/older'))).toBe(true);
        }
        const again = openForm(home, { answers: state.answers, now });
        expect(again.cells).toEqual(state.cells);
        expect(pagesOf(again)).toEqual(pagesOf(state));
        expect(resultOf(again)).toEqual(resultOf(state));
      }),
      { numRuns: 300 },
    );
  });
});
