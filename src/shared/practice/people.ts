// Invented people of the practice world: common first names with surnames from nature, put together by the seed.
// Called by details.ts. Names stand as on a bank's screen, the same in every language.
import type { Random } from '#core/random.ts';

const women = ['Anna', 'Ilze', 'Marija', 'Dace', 'Olga', 'Ausma', 'Vija', 'Rasma'] as const;
const men = ['Jānis', 'Andris', 'Viktors', 'Pēteris', 'Imants', 'Oļegs', 'Uldis', 'Ēriks'] as const;
/** Rare on purpose: nobody should find a neighbour here. */
const surnames = [
  ['Rītausma', 'Rītausmis'],
  ['Sniegpulkstene', 'Sniegpulkstenis'],
  ['Gaisgrābe', 'Gaisgrābis'],
  ['Vējdzirne', 'Vējdzirnis'],
  ['Medussūna', 'Medussūnis'],
] as const;

/** A first name, or first name and surname. */
export function makePerson(random: Random, full: boolean): string {
  const woman = random.int(0, 1) === 0;
  const first = random.pick<string>(woman ? women : men);
  const [ofWoman, ofMan] = random.pick<(typeof surnames)[number]>(surnames);
  return full ? `${first} ${woman ? ofWoman : ofMan}` : first;
}

/** The same person with a second first name, as a bank may have it. */
export function withSecondName(person: string, random: Random): string {
  const [first = '', ...rest] = person.split(' ');
  const woman = (women as readonly string[]).includes(first);
  const others = (woman ? women : men).filter((one) => one !== first);
  return [first, random.pick<string>(others), ...rest].join(' ');
}
