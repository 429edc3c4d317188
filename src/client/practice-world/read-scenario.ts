// A walkthrough record's scenario, checked once per record version. Called by PracticePicture and features/practice.
import { checkScenario } from '#practice/check-scenario.ts';
import type { Scenario } from '#practice/scenario.ts';

const read = new WeakMap<object, Scenario | null>();

/** Null when the scenario cannot be played (a coordinator's half-made copy); the screen then says so. */
export function readScenario(json: unknown): Scenario | null {
  if (typeof json !== 'object' || json === null) return null;
  const known = read.get(json);
  if (known !== undefined) return known;
  const checked = checkScenario(json);
  const scenario = checked.ok ? checked.value : null;
  read.set(json, scenario);
  return scenario;
}
