// The plan of the house as one table: which room may import which, and which packages.
// Read by tests/architecture.test.ts (holds it over every file) and walls.mjs (makes lint rules of it).

/**
 * @typedef {object} Room
 * @property {string} name how messages call it
 * @property {string} folder where it stands; a room inside another room's folder is its own room
 * @property {readonly string[]} imports rooms it may import from, besides itself
 * @property {readonly string[]} [packages] when given, the only packages it may import
 * @property {boolean} [apart] each folder inside is a room by itself, closed to its sisters
 */

const shared = ['zod/mini'];
const server = ['server/store', 'server/auth', 'server/seed', 'server/routes'];
const client = ['ui', 'i18n', 'device', 'practice-world', 'qr', 'features'];

/** @type {readonly Room[]} */
export const rooms = [
  { name: 'core', folder: 'src/shared/core', imports: [], packages: shared },
  { name: 'records', folder: 'src/shared/records', imports: ['core'], packages: shared },
  { name: 'forms', folder: 'src/shared/forms', imports: ['core'], packages: shared },
  { name: 'practice', folder: 'src/shared/practice', imports: ['core'], packages: shared },
  { name: 'sync', folder: 'src/shared/sync', imports: ['records', 'core'], packages: shared },

  { name: 'content', folder: 'src/content', imports: [], packages: [] },
  { name: 'locales', folder: 'locales', imports: [], packages: [] },

  { name: 'i18n', folder: 'src/client/i18n', imports: ['core', 'locales'] },
  { name: 'ui', folder: 'src/client/ui', imports: ['i18n', 'core'] },
  {
    name: 'practice-world',
    folder: 'src/client/practice-world',
    imports: ['practice', 'ui', 'i18n', 'core'],
  },
  { name: 'qr', folder: 'src/client/qr', imports: ['core'] },
  { name: 'device', folder: 'src/client/device', imports: ['sync', 'records', 'core'] },
  {
    name: 'features',
    folder: 'src/client/features',
    apart: true,
    imports: [
      'device',
      'ui',
      'practice-world',
      'qr',
      'i18n',
      'forms',
      'practice',
      'records',
      'core',
    ],
  },
  // The composition root: the only place that touches everything on the device.
  { name: 'app', folder: 'src/client/app', imports: [...client, 'sync', 'records', 'core'] },
  { name: 'sw', folder: 'src/client/sw', imports: ['core'] },

  { name: 'server/store', folder: 'src/server/store', imports: ['sync', 'records', 'core'] },
  {
    name: 'server/auth',
    folder: 'src/server/auth',
    imports: ['server/store', 'sync', 'records', 'core'],
  },
  {
    name: 'server/seed',
    folder: 'src/server/seed',
    imports: ['content', 'locales', 'server/store', 'sync', 'records', 'core'],
  },
  {
    name: 'server/routes',
    folder: 'src/server/routes',
    imports: ['server/store', 'server/auth', 'sync', 'records', 'core'],
  },
  { name: 'server', folder: 'src/server', imports: [...server, 'sync', 'records', 'core'] },

  // Programs for the shell that use what the app uses; started by src/tooling.
  { name: 'commands', folder: 'src/commands', imports: ['forms', 'core', 'locales'] },

  { name: 'tooling', folder: 'src/tooling', imports: [] },
];

/**
 * The room a file stands in: the deepest folder wins. A closed sister room is named with its folder,
 * as in `features/lessons`.
 * @param {string} path from the root of the checkout, with forward slashes
 * @returns {{ room: Room, name: string } | undefined}
 */
export const roomOf = (path) => {
  const [room] = rooms
    .filter(({ folder }) => path.startsWith(`${folder}/`))
    .toSorted((a, b) => b.folder.length - a.folder.length);
  if (!room) return undefined;
  const inner = path.slice(room.folder.length + 1).split('/');
  return { room, name: room.apart && inner.length > 1 ? `${room.name}/${inner[0]}` : room.name };
};

/**
 * Why a file may not import another, as a sentence, or undefined when it may.
 * @param {string} from path from the root of the checkout
 * @param {string} to path from the root of the checkout
 */
export const forbidden = (from, to) => {
  const here = roomOf(from);
  const there = roomOf(to);
  // The version stands in package.json: the entrances of both wings read it there.
  if (!here || (to === 'package.json' && ['app', 'server'].includes(here.name))) return undefined;
  if (!there) return `${from} imports ${to}, which stands in no room of the table`;
  if (here.name === there.name) return undefined;
  if (here.room === there.room) {
    return `${from} imports ${to}: ${here.name} and ${there.name} never import each other`;
  }
  if (here.room.imports.includes(there.room.name)) return undefined;
  const may = here.room.imports.length > 0 ? here.room.imports.join(', ') : 'no other room';
  return `${from} imports ${to}: ${here.name} may import ${may}, and not ${there.name}`;
};
