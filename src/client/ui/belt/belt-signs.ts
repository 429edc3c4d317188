// Which sign stands for which skill. Called by every screen that builds a belt's rows; apart from the
// drawings, so that a screen can name its signs before the belt's own code has come.
import type { SignName } from './signs.ts';

/** A small even hash (FNV-1a) of a seed, as an unsigned 32-bit number. */
export function hashOf(seed: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < seed.length; i += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

const signNames: readonly SignName[] = [
  'auseklis',
  'saule',
  'meness',
  'dievs',
  'mara',
  'laima',
  'jumis',
  'zalktis',
  'usins',
  'austras-koks',
];

/** Skills that have a sign of their own; any other topic gets one by its name, always the same. */
const signOfTopic: Readonly<Record<string, SignName>> = {
  bills: 'jumis',
  'phone-id': 'zalktis',
  scams: 'dievs',
  safety: 'dievs',
  bank: 'mara',
  device: 'saule',
  internet: 'meness',
  portal: 'usins',
  health: 'laima',
  contacts: 'auseklis',
  hobby: 'austras-koks',
};

/** The sign of a skill. @param topic a lesson's or a walkthrough's topic */
export function signFor(topic: string): SignName {
  return signOfTopic[topic] ?? signNames[hashOf(topic) % signNames.length] ?? 'auseklis';
}
