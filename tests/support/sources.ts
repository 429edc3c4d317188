// The project's own files, read once: which file imports which, what it exports, what stands in it
// outside of comments. Called by the tests which look at the sources themselves.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const slashes = (path: string) => path.replaceAll('\\', '/');

/** All files below a folder, as paths from the root with forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  return (
    readdirSync(start, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => slashes(relative(root, join(entry.parentPath, entry.name))))
      // The bench installs the databases that it compares with below tests/bench/peers.
      .filter((path) => !path.includes('/node_modules/'))
      .toSorted()
  );
}

export const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

/** One file of code, as a test needs to see it. */
export interface Source {
  /** From the root, with forward slashes. */
  path: string;
  text: string;
  /** The text with every comment blanked out; lines stay where they are. */
  code: string;
  /** Files of ours that it imports, types included, as paths from the root. A glob gives its folder. */
  imports: string[];
  /** Packages and node: modules that it imports. */
  packages: string[];
  hasDefaultExport: boolean;
  /** True for `export * from` and for a file which does nothing but hand on others' exports. */
  isBarrel: boolean;
}

const subpaths = Object.entries(
  (JSON.parse(textOf('package.json')) as { imports: Record<string, string> }).imports,
).map(([from, to]) => [from.replace('*', ''), to.replace(/^\.\//, '').replace('*', '')] as const);

/** The file that an import means, or undefined for a package. */
function resolve(from: string, specifier: string): string | undefined {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('.')) return slashes(normalize(join(dirname(from), bare)));
  if (bare.startsWith('/')) return bare.slice(1);
  const known = subpaths.find(([alias]) => bare.startsWith(alias));
  return known && known[1] + bare.slice(known[0].length);
}

/** Dynamic imports, import types and import.meta.glob patterns: found by their words. */
function otherImports(code: string): string[] {
  const calls = [...code.matchAll(/\bimport\(\s*(['"`])([^'"`]+)\1/g)].map((hit) => hit[2] ?? '');
  const globs = [...code.matchAll(/\bimport\.meta\.glob\b[^(]*\(\s*(\[[^\]]*\]|'[^']*'|"[^"]*")/g)]
    .flatMap((hit) => [...(hit[1] ?? '').matchAll(/(['"])(!?)([^'"]+)\1/g)])
    .filter((hit) => hit[2] === '')
    .map((hit) => (hit[3] ?? '').replace(/\*.*$/, ''));
  return [...calls, ...globs];
}

function read(path: string): Source {
  const text = textOf(path);
  const { module, comments, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path} cannot be read: ${errors[0].message}`);
  let code = text;
  for (const { start, end } of comments) {
    const blank = text.slice(start, end).replaceAll(/[^\n]/g, ' ');
    code = code.slice(0, start) + blank + code.slice(end);
  }
  const exported = module.staticExports.flatMap((statement) => statement.entries);
  const handedOn = exported.filter((entry) => entry.moduleRequest !== null);
  const specifiers = [
    ...module.staticImports.map((statement) => statement.moduleRequest.value),
    ...handedOn.map((entry) => entry.moduleRequest?.value ?? ''),
    ...otherImports(code),
  ];
  const targets = specifiers.map((specifier) => resolve(path, specifier));
  return {
    path,
    text,
    code,
    imports: targets.filter((target) => target !== undefined),
    packages: specifiers.filter((_, index) => targets[index] === undefined),
    hasDefaultExport: exported.some((entry) => (entry.exportName.kind as string) === 'Default'),
    isBarrel:
      handedOn.some((entry) => (entry.importName.kind as string) === 'AllButDefault') ||
      (handedOn.length > 0 && handedOn.length === exported.length),
  };
}

/** Every file of code below src. */
export const readSources = (): Source[] =>
  filesBelow('src')
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .map(read);
