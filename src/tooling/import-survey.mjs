// `npm run --silent import-survey -- FILE.xlsx`: makes sure that the packages are there and hands over to
// src/commands/import-survey.ts, which Node 26 runs as it stands. Whatever happens, one JSON object is printed.
// Called by npm with the machine's own Node (20 or newer).
import { packagesAreThere } from './packages.mjs';
import { inRoot, projectNode, run } from './paths.mjs';

/** @param {string} message */
const unread = (message) => {
  const nothing = {
    questions: 0,
    groups: 0,
    repeats: 0,
    calculations: 0,
    relevant: 0,
    constraints: 0,
    choices: 0,
  };
  const errors = [{ sheet: '', row: 0, column: '', message }];
  console.log(
    JSON.stringify({ title: '', languages: [], ...nothing, warnings: [], errors }, null, 2),
  );
  process.exitCode = 1;
};

// npm's own lines would stand before the object.
if (!packagesAreThere())
  await run('npm', ['ci', '--no-audit', '--no-fund'], { env: process.env, quiet: true });
if (packagesAreThere()) {
  const file = inRoot('src', 'commands', 'import-survey.ts');
  // A form that asks for more memory than this is none; Node then ends without a word of ours.
  const { code } = await run(projectNode, [
    '--max-old-space-size=1500',
    file,
    ...process.argv.slice(2),
  ]);
  if (code === 0 || code === 1) process.exitCode = code;
  else
    unread(
      'The file could not be read in the memory there is. Save only the sheets of the form in a new file.',
    );
} else unread('The packages are missing. Run: npm ci');
