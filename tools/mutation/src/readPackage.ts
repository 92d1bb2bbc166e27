import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '@causal-mechanisms/command-line';
import { importGraph, loadedFiles } from './importGraph.ts';
import { findMutants } from './mutants/findMutants.ts';
import { instrument } from './mutants/instrument.ts';
import type { Mutant } from './mutants/mutant.ts';

/** A test file of a package. */
export interface TestFile {
  /** Relative to the folder of the package. */
  readonly path: string;
  /** The files of the package that it loads, itself included, relative to the folder. */
  readonly loads: ReadonlySet<string>;
}

/** A package that is ready to be tried. */
export interface ReadPackage {
  readonly folder: string;
  readonly mutants: readonly Mutant[];
  /** Instrumented JavaScript by the URL of its source. */
  readonly sources: Readonly<Record<string, string>>;
  /** The test files that load a source with mutants. */
  readonly tests: readonly TestFile[];
  /** The text of a file, by its path relative to the folder. */
  readonly text: (path: string) => string;
}

/**
 * Reads the sources and tests of a package and finds its mutants.
 *
 * @param folder - Absolute path; has `src` and `test`.
 * @param patterns - Parts of the paths of sources to look at. Default: all.
 * @returns The package.
 * @throws UsageError when there is no such folder, or no source with such a path.
 */
export function readPackage(folder: string, patterns: readonly string[] = []): ReadPackage {
  const texts = new Map<string, string>();
  const text = (path: string): string => {
    const known = texts.get(path) ?? readFileSync(join(folder, path), 'utf8');
    texts.set(path, known);
    return known;
  };
  const chosen = filesOf(folder, 'src').filter(
    (path) => patterns.length === 0 || patterns.some((pattern) => path.includes(pattern)),
  );
  if (chosen.length === 0) throw new UsageError(`mutation: no sources to change in ${folder}`);
  const mutants: Mutant[] = [];
  const sources: Record<string, string> = {};
  for (const path of chosen) {
    const own = findMutants(text(path), path, mutants.length + 1);
    if (own.length === 0) continue;
    mutants.push(...own);
    sources[pathToFileURL(join(folder, path)).href] = instrument(text(path), own);
  }
  const changed = new Set(mutants.map(({ file }) => file));
  const graph = importGraph(folder);
  const tests = filesOf(folder, 'test')
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => {
      const loaded = [...loadedFiles(join(folder, path), graph)];
      return { path, loads: new Set(loaded.map((file) => relative(folder, file))) };
    })
    .filter(({ loads }) => [...loads].some((path) => changed.has(path)));
  return { folder, mutants, sources, tests, text };
}

function filesOf(folder: string, part: string): string[] {
  const root = join(folder, part);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
