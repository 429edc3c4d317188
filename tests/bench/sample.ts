// One record of the benches, the same for us, the floor and every peer. Called in the page and, to fill a server, in Node.

/** Words of real to-do lists. Drawn anew for each record: sentences that repeat would pack to nothing and flatter everybody. */
const WORDS =
  `apskatīt rēķinu atrast summu konta numuru samaksas dienu zvanīt skaidrs bibliotēka tālrunis planšete ekrāns poga josla
  vēstule pasts lapa adrese iestatījumi tīkls savienojums attēls kamera galerija saglabāt atvērt aizvērt pārbaudīt salīdzināt
  pierakstīt jautāt mentors nodarbība otrdien ceturtdien rīts vakars kopā pašam lēnām vēlreiz saraksts uzdevums atbilde
  izvēlēties nospiest gaidīt turpināt atgriezties sākums beigas augša apakša kreisā labā mazs liels jauns vecs pirmais otrais
  trešais nākamais iepriekšējais elektrība ūdens apkure gāze sakari televīzija līgums tarifs mēnesis gads ceturksnis parāds
  avanss atlikums kvīts čeks maksājums pārskaitījums saņēmējs maksātājs mērķis datums termiņš atgādinājums kalendārs pieteikums
  pakalpojums portāls iestāde pagasts novads pilsēta iela māja dzīvoklis stāvs durvis atslēga kaimiņš draugs meita dēls mazbērns
  sarunāt apmeklēt aiznest atnest izdrukāt parakstīt nosūtīt saņemt izlasīt klausīties skatīties meklēt rakstīt burts cipars
  zīme vārds teikums teksts valoda krāsa gaišs tumšs skaļš kluss ātri viegli grūti droši uzmanīgi vienmēr nekad dažreiz šodien rīt`.split(
    /\s+/,
  );

/** A small generator of even numbers below 1 that begins where it is told: the same records in every run. */
function chances(seed: number): () => number {
  let state = (seed + 1) * 2_654_435_761;
  return () => {
    state = Math.imul(state ^ (state >>> 15), state | 1);
    state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
    return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** About 0.8 kB of JSON. @param n which one */
export function sample(n: number): {
  title: string;
  startOn: string;
  notes: Record<string, string>;
  ticks: Record<string, boolean>;
} {
  const chance = chances(n);
  const sentence = (words: number): string =>
    Array.from({ length: words }, () => WORDS[Math.floor(chance() * WORDS.length)]).join(' ');
  const notes: Record<string, string> = {};
  for (let item = 1; item <= 5; item += 1) notes[`a${item}`] = `${sentence(15)}.`;
  return { title: `Saraksts ${n}`, startOn: '2026-03-01', notes, ticks: { a1: n % 2 === 0 } };
}

/** Records made ahead, so that making them is in nobody's time and in nobody's long tasks. */
let ahead: { id: string; values: ReturnType<typeof sample> }[] = [];
export function makeAhead(n: number): void {
  ahead = Array.from({ length: n }, (_, i) => ({ id: idOf(i), values: sample(i) }));
}
/** @param from the first @param n how many of those made ahead, fewer at the end */
export const madeAhead = (from: number, n: number): typeof ahead => ahead.slice(from, from + n);

/** An id as the app makes them (UUIDv7), the same for everybody who is measured. */
export function idOf(n: number): string {
  const chance = chances(n + 7_000_001);
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(chance() * 16).toString(16)).join('');
  const at = (1_790_000_000_000 + n * 3).toString(16).padStart(12, '0');
  return `${at.slice(0, 8)}-${at.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
}
