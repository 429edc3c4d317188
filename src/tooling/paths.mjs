// Where things stand in the checkout and how another program is started.
// Called by every other file of this folder. Plain JavaScript: it runs on the machine's own Node 20,
// before a single package is installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/**
 * A path inside the checkout.
 * @param {...string} parts
 */
export const inRoot = (...parts) => join(root, ...parts);

/** The Node 26 that comes as a package: vitest, i18next and node:sqlite need it. */
export const projectNode = inRoot(
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Something failed in a way that one sentence explains; the caller prints it and stops. */
export class Halt extends Error {}

/**
 * The environment of every program started here: our own tools first, so that Node 26 is `node`.
 * @param {Record<string, string>} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export const withTools = (extra = {}) => ({
  ...process.env,
  PATH: `${inRoot('node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
  ...extra,
});

/**
 * Runs a program to its end with our own input and output. Never throws for a failing program.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean }} [options]
 * @returns {Promise<{ code: number, output: string }>} `output` is filled only when `quiet`
 */
export const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: options.env ?? withTools(),
      stdio: options.quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      // npm is a .cmd on Windows, which only a shell can start.
      shell: process.platform === 'win32' && command === 'npm',
    });
    let output = '';
    child.stdout?.on('data', (piece) => (output += piece));
    child.stderr?.on('data', (piece) => (output += piece));
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });

/**
 * The script a package runs as its command; started with Node 26 itself, not through a shim,
 * so that it is the same on every system.
 * @param {string} file path below node_modules
 */
export const tool = (file) => {
  const path = inRoot('node_modules', file);
  if (!existsSync(path)) {
    throw new Halt(`The tool ${file} is missing from node_modules. Run: npm ci`);
  }
  return path;
};

/**
 * Runs the main work of a script; turns a Halt into its one sentence and exit code 1.
 * @param {() => Promise<void>} work
 */
export const main = async (work) => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Halt)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
};
