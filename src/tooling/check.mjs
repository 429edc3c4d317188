// `npm run check`: the gate. Every step says its name, its result and its seconds; all steps run even
// when one fails, so that one run shows everything. Ends with the line `N passed, N failed`.
// Called by npm and by test.mjs. `npm run check -- format lint` runs only the named steps.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './fresh-build.mjs';
import { Halt, inRoot, main, projectNode, run, tool } from './paths.mjs';

/** `failures`: one line for each failed test, said again at the end, since the top of a long log is often cut off.
 *  `files`: the test files they stand in; none when something failed outside of tests.
 *  @typedef {{ passed: number, failed: number, failures?: string[], files?: string[] }} Count */
/** @typedef {{ name: string, run: () => Promise<Count> }} Step */

/** One compiler project per door: `window` in shared or `process` in the client does not compile. */
const doors = [
  'src/shared',
  'src/client',
  'src/client/sw',
  'src/server',
  'src/commands',
  'src/tooling',
  'tests',
];

/** @param {boolean} ok @returns {Count} */
const one = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

/**
 * A step that is one program: good when the program says so.
 * @param {string} file below node_modules
 * @param {string[]} args
 */
const program = async (file, ...args) =>
  one((await run(projectNode, [tool(file), ...args])).code === 0);

/**
 * What vitest counted. A file that could not even be loaded has no tests and counts as one failure.
 * @param {string} report path of the JSON report
 * @param {boolean} ok vitest's own verdict, which also knows of errors outside of tests
 * @returns {Count}
 */
const counted = (report, ok) => {
  /** @type {{ numPassedTests: number, numFailedTests: number, testResults: { name: string, status: string, message: string, assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }} */
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return one(false);
  }
  const unloaded = result.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failures = [
    ...unloaded.map((file) => `${file.name}: ${file.message}`),
    ...result.testResults.flatMap((file) =>
      file.assertionResults
        .filter((one) => one.status === 'failed')
        .map((one) => `${file.name}: ${one.fullName}\n  ${one.failureMessages.join('\n  ')}`),
    ),
  ];
  if (failures.length === 0 && !ok)
    failures.push('An error outside of any test; the log of this step has it.');
  const failed = Math.max(result.numFailedTests + unloaded.length, failures.length);
  const files = result.testResults.filter((file) => file.status === 'failed');
  return { passed: result.numPassedTests, failed, failures, files: files.map((file) => file.name) };
};

/**
 * @param {string} project one of the vitest projects of vite.config.ts
 * @param {string[]} files only these; all when empty
 */
const runTests = async (project, files = []) => {
  const folder = inRoot('node_modules', '.cache', 'vestnesis');
  const report = `${folder}/${project}.json`;
  mkdirSync(folder, { recursive: true });
  rmSync(report, { force: true });
  const { code } = await run(projectNode, [
    tool('vitest/vitest.mjs'),
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...files,
  ]);
  return counted(report, code === 0);
};

/** What failed in a full run and passed alone: said at the end of every gate, until its cause is mended.
 *  @type {string[]} */
const unsteady = [];

/**
 * Runs a project. On a busy machine a test that waits for a screen or a process may fail for the load of the
 * others: up to 3 files that failed run once more, alone. What fails again is a failure; what passes is named.
 * @param {string} project @returns {Promise<Count>}
 */
const tests = async (project) => {
  const all = await runTests(project);
  const files = all.files ?? [];
  if (all.failed === 0 || files.length === 0 || files.length > 3) return all;
  console.log(`\nOnce more, alone: ${files.join(', ')}`);
  const alone = await runTests(project, files);
  if (alone.failed > 0) return all;
  unsteady.push(...(all.failures ?? []));
  return { passed: all.passed + all.failed, failed: 0 };
};

const types = async () => {
  const failed = [];
  for (const door of doors) {
    const { code } = await run(projectNode, [tool('typescript/bin/tsc'), '-p', door]);
    if (code !== 0) failed.push(door);
  }
  if (failed.length > 0) console.log(`Types do not hold in: ${failed.join(', ')}`);
  return one(failed.length === 0);
};

/** @type {Promise<void> | undefined} */
let building;

/** Built once for all steps that need it; a failed build fails each of them. */
const built = () => (building ??= ensureBuild());

/** @type {Step[]} */
const steps = [
  { name: 'format', run: () => program('oxfmt/bin/oxfmt', '--check') },
  { name: 'types', run: types },
  { name: 'lint', run: () => program('oxlint/bin/oxlint', '--type-aware', '--deny-warnings') },
  { name: 'dead-code', run: () => program('knip/bin/knip.js', '--no-progress') },
  { name: 'unit', run: () => tests('unit') },
  { name: 'postgres', run: () => tests('postgres') },
  { name: 'build', run: () => built().then(() => one(true)) },
  { name: 'sizes', run: () => built().then(() => program('size-limit/bin.js')) },
  { name: 'browser', run: () => built().then(() => tests('browser')) },
];

/**
 * Runs the steps in order.
 * @param {string[]} names only these; all when empty
 * @returns {Promise<Count>} the sum of all steps
 */
export const check = async (names = []) => {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = steps.map((step) => step.name).join(', ');
    throw new Halt(`No such step: ${unknown.join(', ')}. The steps are: ${known}`);
  }
  /** @type {string[]} */
  const lines = [];
  /** @type {string[]} */
  const failures = [];
  const sum = { passed: 0, failed: 0 };
  for (const step of steps) {
    if (names.length > 0 && !names.includes(step.name)) continue;
    console.log(`\n== ${step.name}`);
    const began = Date.now();
    let count = one(false);
    try {
      count = await step.run();
    } catch (error) {
      if (!(error instanceof Halt)) throw error;
      console.log(error.message);
    }
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    const verdict = count.failed === 0 ? 'ok' : 'FAILED';
    console.log(`== ${step.name}: ${verdict} in ${seconds} s`);
    lines.push(
      `${step.name.padEnd(10)} ${verdict.padEnd(7)} ${String(count.passed).padStart(5)} passed ${String(count.failed).padStart(4)} failed ${seconds.padStart(7)} s`,
    );
    failures.push(...(count.failures ?? []));
    sum.passed += count.passed;
    sum.failed += count.failed;
  }
  /** @param {string} title @param {string[]} what */
  const sayAgain = (title, what) => {
    if (what.length > 0)
      console.log(`\n${title}:\n${what.map((one) => one.slice(0, 1500)).join('\n')}`);
  };
  sayAgain('What failed', failures);
  sayAgain('Unsteady: failed among the others, passed alone; its cause is to be mended', unsteady);
  console.log(`\n${lines.join('\n')}\n\n${sum.passed} passed, ${sum.failed} failed`);
  return sum;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const { failed } = await check(process.argv.slice(2));
    if (failed > 0) process.exitCode = 1;
  });
}
