// Before every test file: properties draw the same cases at each run, so that a change is judged by what it does and the gate does not
// pass or fail by luck. New cases: `PROPERTY_SEED=$RANDOM npx vitest run --project=unit tests/practice`.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_123) });
