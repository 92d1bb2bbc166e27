import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSequences } from '@causal-mechanisms/datasets/node';
import { sequenceLengths } from '@causal-mechanisms/datasets';
import {
  exampleText,
  writeExampleFile,
} from '../../../../src/recipes/rims/own-sequences/exampleFile.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-example-'));
});
afterAll(() => rm(root, { recursive: true }));

it('is a table of swings that can be read', async () => {
  const path = join(root, 'deep/er/example.csv');
  await writeExampleFile(path, 1, 10);
  const table = await readSequences(path);
  expect(table).toMatchObject({ kind: 'numbers', columns: ['position', 'load'] });
  expect(table.sequences).toHaveLength(10);
  expect(table.sequences.map(({ label }) => label).slice(0, 3)).toEqual(['fast', 'slow', 'fast']);
  const lengths = sequenceLengths(table);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(20);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(40);
  expect(new Set(lengths).size).toBeGreaterThan(1);
});

it('is the same for the same seed, and written once', async () => {
  expect(exampleText(1, 3)).toBe(exampleText(1, 3));
  expect(exampleText(2, 3)).not.toBe(exampleText(1, 3));
  const path = join(root, 'again.csv');
  await writeExampleFile(path, 1, 3);
  await writeExampleFile(path, 1, 3);
  expect(await readFile(path, 'utf8')).toBe(exampleText(1, 3));
});

it('is not written over something else', async () => {
  const path = join(root, 'mine.csv');
  await writeFile(path, 'mine');
  await expect(writeExampleFile(path, 1, 3)).rejects.toMatchObject({ code: 'ERR_DATA_CHANGED' });
  expect(await readFile(path, 'utf8')).toBe('mine');
});

(process.platform === 'linux' ? it : it.skip)('is refused where no folder can be', async () => {
  const path = '/proc/nope/deep/mine.csv';
  await expect(writeExampleFile(path, 1, 3)).rejects.toMatchObject({ code: 'ENOENT' });
});
