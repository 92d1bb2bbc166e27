import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';

/**
 * The files that a file loads, directly or through others, itself included; packages are not followed.
 *
 * @param file - Absolute path of a TypeScript file.
 * @param known - The imports of each file looked at so far; grows.
 * @returns Absolute paths.
 */
export function loadedFiles(
  file: string,
  known: Map<string, readonly string[]> = new Map(),
): ReadonlySet<string> {
  const found = new Set<string>();
  const rest = [file];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    const imports = known.get(next) ?? importsOf(next);
    known.set(next, imports);
    rest.push(...imports);
  }
  return found;
}

function importsOf(file: string): string[] {
  if (!file.endsWith('.ts')) return [];
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => resolve(dirname(file), name));
}
