// Makes lint rules of the rooms' table, so that an editor shows a wrong arrow while it is typed.
// Run by hand after changing rooms.mjs: node src/tooling/walls.mjs, then npm run format. tests/architecture.test.ts fails
// when .oxlintrc.json does not hold what this makes.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inRoot } from './paths.mjs';
import { rooms } from './rooms.mjs';

/** Imports that no room of the device or the ground floor may have. */
const nowhereOnTheDevice = [
  {
    regex: '^zod$',
    message: "Import * as z from 'zod/mini': the full zod weighs four times as much.",
  },
  { regex: '^node:', message: 'This code runs on a tablet: there is no Node here.' },
  { regex: '^preact/compat', message: 'Plain preact and signals are enough.' },
];

/** How a room is called in `#room/...` imports. @param {string} name */
const alias = (name) => `#${name}/`;

/** @param {string} text */
const escaped = (text) => text.replaceAll('/', '\\/');

/**
 * One override per room. A later override replaces a rule's earlier patterns, so each holds them all,
 * and rooms inside another room's folder come after it.
 * @returns {object[]}
 */
export const wallOverrides = () =>
  [...rooms]
    .filter(({ name }) => name !== 'content' && name !== 'locales')
    .toSorted((a, b) => a.folder.length - b.folder.length)
    .map((room) => {
      const closed = rooms.filter(
        ({ name, apart }) =>
          (name !== room.name || apart) && !room.imports.includes(name) && name !== 'tooling',
      );
      const onDevice =
        !room.name.startsWith('server') && room.name !== 'commands' && room.name !== 'tooling';
      const patterns = [
        ...closed
          // `#server/` would also hit its inner rooms, which have lines of their own.
          .filter(({ name }) => name !== 'server' || !room.name.startsWith('server'))
          .map(({ name }) => ({
            regex: `^${escaped(alias(name))}`,
            message:
              name === room.name
                ? 'Screen families never import each other: inside one, use ./'
                : `${room.name} may not import ${name} (src/tooling/rooms.mjs).`,
          })),
        ...(room.name.startsWith('server/')
          ? [
              {
                regex: '^#server\\/[^/]+$',
                message: `${room.name} may not import the server's entrance.`,
              },
            ]
          : []),
        { regex: '^#tests\\/', message: 'Only tests import from tests.' },
        ...(onDevice ? nowhereOnTheDevice : []),
      ];
      return {
        files: [`${room.folder}/**`],
        rules: { 'no-restricted-imports': ['error', { patterns }] },
      };
    });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = inRoot('.oxlintrc.json');
  const config = JSON.parse(readFileSync(path, 'utf8'));
  /** @param {{ rules: object }} override */
  const isHandWritten = ({ rules }) => !('no-restricted-imports' in rules);
  config.overrides = [...config.overrides.filter(isHandWritten), ...wallOverrides()];
  writeFileSync(path, `${JSON.stringify(config, null, 2)}\n`);
}
