import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import type { Lab } from '../command/lab.ts';
import { fileAccessError } from '../run/files/fileAccess.ts';
import { systemCode } from '../run/files/systemCode.ts';
import { readJsonFile } from '../run/training/trainingFolder.ts';
import { guideFindings, RESULTS } from './guidePage.ts';
import type { PageError } from './pageError.ts';
import { resultsPage } from './resultsPage.ts';
import type { ResultsPage } from './resultsPage.ts';

/** The pages of a repository, read. */
export interface ReadPages {
  /** Those of results. */
  readonly results: readonly ResultsPage[];
  /** What is wrong with the others. */
  readonly guides: readonly PageError[];
}

/**
 * Reads all pages that hold figures: those of results, the README, the pages below `docs/`, and those of packages and tools.
 *
 * @param lab - The root of the repository, and the recipes that its commands may name.
 * @returns What they say.
 * @throws FileAccessError when a page cannot be read.
 */
export async function readPages(
  lab: Pick<Lab, 'recipes' | 'repositoryRoot' | 'workingDirectory'>,
): Promise<ReadPages> {
  const root = lab.repositoryRoot;
  const reader = { ...lab, scripts: await scriptsOf(root) };
  const below = await pagesBelow(root, 'docs');
  const isResult = (path: string): boolean =>
    path.startsWith(`${RESULTS}/`) && path !== `${RESULTS}/README.md`;
  const paths = below.filter(isResult);
  const guides = [
    'README.md',
    ...below.filter((path) => !isResult(path) && !path.startsWith('docs/site/')),
    ...(await readmesIn(root, 'packages')),
    ...(await readmesIn(root, 'tools')),
  ];
  const results: ResultsPage[] = [];
  for (const path of paths) {
    const text = await readPage(root, path);
    if (text !== undefined) results.push(resultsPage(path, text, reader));
  }
  const findings: PageError[] = [];
  for (const path of guides) {
    const text = await readPage(root, path);
    if (text !== undefined) findings.push(...guideFindings(path, text, paths));
  }
  return { results, guides: findings };
}

const packageSchema = z.object({ scripts: z.record(z.string(), z.string()) });

async function scriptsOf(root: string): Promise<string[]> {
  const path = join(root, 'package.json');
  const found = await readJsonFile(path, packageSchema);
  if (found === undefined) {
    throw new FileFormatError(`verify: expected the root of the repository, ${path} is missing`, {
      data: { path },
    });
  }
  return Object.keys(found.scripts);
}

async function pagesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdirSorted(join(root, folder));
  const pages: string[] = [];
  for (const { name, isFolder } of entries) {
    const path = `${folder}/${name}`;
    if (isFolder) pages.push(...(await pagesBelow(root, path)));
    else if (name.endsWith('.md')) pages.push(path);
  }
  return pages;
}

async function readmesIn(root: string, folder: string): Promise<string[]> {
  const entries = await readdirSorted(join(root, folder));
  return entries
    .filter(({ isFolder }) => isFolder)
    .map(({ name }) => `${folder}/${name}/README.md`);
}

async function readdirSorted(path: string): Promise<{ name: string; isFolder: boolean }[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw fileAccessError(`read ${path}`, error);
  }
}

async function readPage(root: string, path: string): Promise<string | undefined> {
  try {
    return await readFile(join(root, path), 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw fileAccessError(`read ${path}`, error);
  }
}
