// Codes that stand in for learners' names: two neutral words and a number, easy to say and to write down ("bērzs-upe-27").
// Called by the session form (a new code in one tap) and by the learners' screens; tablets make them with no network.
import type { RandomBytes } from './ids.ts';

/**
 * Things anybody can picture: no given names, no common surnames, nothing that could be taken as a remark about
 * a person, no two that sound alike. Always Latvian: a code is a name, and names are not translated.
 */
const WORDS = (
  'bērzs upe ezers jūra pļava mežs saule mēness zvaigzne sniegs lietus vējš migla mākonis dzintars smilts akmens ' +
  'strauts vakars vasara rudens pavasaris papele lazda ābele ceriņš kadiķis pīlādzis čiekurs zieds tulpe magone ' +
  'pīpene kumelīte āboliņš sūna paparde smilga niedre cielava dzeguze bezdelīga stirna ezis vāvere bebrs bite ' +
  'taurenis mārīte spāre gliemezis maize medus siers sāls galds krēsls lampa zvans tilts laiva bura enkurs bāka ' +
  'logs atslēga grozs josta cimds šalle poga diegs krūze karote spogulis zīmulis ābols bumbieris plūme ķirsis ' +
  'avene zemene mellene dzērvene rieksts ķirbis burkāns zirnis redīss gurķis tomāts'
).split(' ');

export const codeWords: readonly string[] = WORDS;

const FIRST_NUMBER = 10;
const NUMBERS = 90;
/** About 700,000 codes: so many tries can only fail when nearly all are taken, which is a fault elsewhere. */
const TRIES = 200;

/** The same code however it was typed: without accents, case, and with any mark between its parts. */
export function codeKey(code: string): string {
  return code
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-zа-я0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/**
 * A code that nobody on this device has yet.
 * @param taken codes in use, in any writing
 * @throws when nearly every code is taken
 */
export function makeLearnerCode(random: RandomBytes, taken: Iterable<string>): string {
  const keys = new Set([...taken].map(codeKey));
  // Two bytes a pick: with one, the first words of the list would come more often.
  const pick = (below: number): number => {
    const bytes = random(2);
    return (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % below;
  };
  for (let i = 0; i < TRIES; i += 1) {
    const first = pick(WORDS.length);
    const second = (first + 1 + pick(WORDS.length - 1)) % WORDS.length;
    const code = `${WORDS[first]}-${WORDS[second]}-${FIRST_NUMBER + pick(NUMBERS)}`;
    if (!keys.has(codeKey(code))) return code;
  }
  throw new Error('no free learner code was found');
}
