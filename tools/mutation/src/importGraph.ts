import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/** What is known of the files of a package. */
export interface ImportGraph {
  /** The sources behind the names under which the package is imported. */
  readonly entries: ReadonlyMap<string, string>;
  /** The imports of each file looked at so far; grows. */
  readonly imports: Map<string, readonly string[]>;
}

/**
 * Begins the graph of a package.
 *
 * @param folder - Absolute path of the package.
 * @returns A graph that knows the entries of `package.json` and no file yet.
 */
export function importGraph(folder: string): ImportGraph {
  const path = join(folder, 'package.json');
  const { name = '', exports = {} } = (
    existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  ) as { name?: string; exports?: Record<string, string | Record<string, string>> };
  const entries = Object.entries(exports).flatMap(([subpath, target]) => {
    const source = typeof target === 'string' ? undefined : target['@causal-mechanisms/source'];
    return source === undefined
      ? []
      : [[name + subpath.slice(1), resolve(folder, source)] as const];
  });
  return { entries: new Map(entries), imports: new Map() };
}

/**
 * The files that a file loads, directly or through others, itself included; other packages are not followed.
 *
 * @param file - Absolute path of a TypeScript file.
 * @param graph - Of its package.
 * @returns Absolute paths.
 */
export function loadedFiles(file: string, { entries, imports }: ImportGraph): ReadonlySet<string> {
  const found = new Set<string>();
  const rest = [file];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    const known = imports.get(next) ?? importsOf(next, entries);
    imports.set(next, known);
    rest.push(...known);
  }
  return found;
}

function importsOf(file: string, entries: ImportGraph['entries']): string[] {
  if (!file.endsWith('.ts')) return [];
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles.flatMap(({ fileName }) => {
    if (fileName.startsWith('.')) return [resolve(dirname(file), fileName)];
    return entries.get(fileName) ?? [];
  });
}
