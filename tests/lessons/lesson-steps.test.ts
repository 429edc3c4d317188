// The order and shape of lesson steps, without a screen.
import { describe, expect, it } from 'vitest';
import {
  byTopic,
  nextLesson,
  notesAfter,
  playedSteps,
  practised,
} from '#features/lessons/lesson-steps.ts';
import type { LessonStep } from '#records/lesson.ts';
import { blocksOf } from '#ui/TextBlocks.tsx';

const steps: readonly LessonStep[] = [
  { id: 's1', kind: 'text' },
  { id: 'n1', kind: 'note' },
  { id: 'n2', kind: 'note' },
  { id: 's2', kind: 'do', walkthrough: 's1', mode: 'together' },
  { id: 's3', kind: 'do', walkthrough: 's1', mode: 'alone' },
  { id: 'n3', kind: 'note' },
];

describe('steps of a lesson', () => {
  it('counts only what the learner sees, so that paper and screen have the same numbers', () => {
    expect(playedSteps(steps).map((step) => step.id)).toEqual(['s1', 's2', 's3']);
  });

  it('gives the helper the notes that follow a step, up to the next step', () => {
    expect(notesAfter(steps, 's1').map((note) => note.id)).toEqual(['n1', 'n2']);
    expect(notesAfter(steps, 's2')).toEqual([]);
    expect(notesAfter(steps, 's3').map((note) => note.id)).toEqual(['n3']);
    expect(notesAfter(steps, 'gone')).toEqual([]);
  });

  it('names each walkthrough that is practised once', () => {
    expect(practised(steps)).toEqual(['s1']);
  });
});

describe('blocks of a text', () => {
  it('parts paragraphs by an empty line', () => {
    expect(blocksOf('One.\n\nTwo\nstill two.')).toEqual([
      { kind: 'paragraph', text: 'One.' },
      { kind: 'paragraph', text: 'Two still two.' },
    ]);
  });

  it('makes a list of dashed lines right under a paragraph, and goes on after it', () => {
    expect(blocksOf('Take:\n- a bill;\n- a pen.\nThen read.')).toEqual([
      { kind: 'paragraph', text: 'Take:' },
      { kind: 'list', items: ['a bill;', 'a pen.'] },
      { kind: 'paragraph', text: 'Then read.' },
    ]);
  });

  it('keeps a dash that is inside a line', () => {
    expect(blocksOf('October - 18,40 EUR')).toEqual([
      { kind: 'paragraph', text: 'October - 18,40 EUR' },
    ]);
  });

  it('says nothing about an empty text', () => {
    expect(blocksOf('')).toEqual([]);
  });
});

describe('lists of lessons', () => {
  const lesson = (slug: string, topic: string, order: number) => ({ slug, topic, order });
  const all = [lesson('c', 'bills', 30), lesson('a', 'bills', 10), lesson('b', 'scams', 20)];

  it('stand by topic in the order of the first lesson', () => {
    expect(
      byTopic(all).map((group) => [group.topic, group.lessons.map((one) => one.slug)]),
    ).toEqual([
      ['bills', ['a', 'c']],
      ['scams', ['b']],
    ]);
  });

  it('offer the next unfinished lesson and begin again at the first', () => {
    expect(nextLesson(all, 'a', new Set())?.slug).toBe('b');
    expect(nextLesson(all, 'a', new Set(['b']))?.slug).toBe('c');
    expect(nextLesson(all, 'c', new Set(['a']))?.slug).toBe('b');
    expect(nextLesson(all, 'c', new Set(['a', 'b']))).toBeUndefined();
  });
});
