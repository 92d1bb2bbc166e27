import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileAccessError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import { readRunIndex } from '../../../src/command/runIndex/runIndex.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-index-'));
});
afterEach(() => rm(root, { recursive: true }));

async function put(path: string, content: unknown): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), JSON.stringify(content));
}
const record = (seed: number) => ({ recipe: 'a/b', preset: 'quick', seed, config: {} });
const result = (measures: object[]) => ({
  ...{ recipe: 'a/b', title: 't', preset: 'quick', seed: 1, backend: 'node', headline: 'h' },
  ...{ measures, matrices: {}, details: {}, cost: { seconds: 1, peakMemoryMiB: 1 } },
  data: { kind: 'generated', description: 'd', chosenBy: 'c' },
});

describe('readRunIndex', () => {
  it('shows the main figure before the first, and knows runs that never computed', async () => {
    await put('x/config.json', record(3));
    await put(
      'x/result.json',
      result([
        { name: 'one', label: 'one', value: 1 },
        { name: 'two', label: 'two', value: 0.5, format: 'percent', main: true },
      ]),
    );
    await put('y/config.json', record(4));
    const { runs, broken } = await readRunIndex(root);
    expect(broken).toEqual([]);
    expect(
      runs.map(({ name, figure, begun, finished }) => [name, figure, begun, finished]),
    ).toEqual([
      ['x', { label: 'two', value: '50 %' }, undefined, 1],
      ['y', undefined, undefined, 0],
    ]);
  });

  it('reads a group that has not begun, and adds up what lies in it', async () => {
    const runs = [1, 2].map((seed) => ({ name: `s${seed}`, label: 'l', record: record(seed) }));
    await put('g/group.json', { recipe: 'a/b', runs });
    await put('g/s1/deep/file.json', 'four');
    const [group] = (await readRunIndex(root)).runs;
    expect(group).toMatchObject({ name: 'g', seeds: [1, 2], finished: 0, runs: 2 });
    expect(group?.bytes).toBe(JSON.stringify({ recipe: 'a/b', runs }).length + 6);
  });

  it('keeps what is wrong with a folder as a typed error', async () => {
    await put('a/events.jsonl', {});
    await put('b/group.json', { recipe: 'a/b', runs: [] });
    await mkdir(join(root, 'c/config.json'), { recursive: true });
    const { runs, broken } = await readRunIndex(root);
    expect(runs).toEqual([]);
    expect(broken.map(({ name }) => name).sort()).toEqual(['a', 'b', 'c']);
    const errors = new Map(broken.map(({ name, error }) => [name, error]));
    expect(errors.get('a')).toBeInstanceOf(FileFormatError);
    expect(errors.get('b')).toBeInstanceOf(FileFormatError);
    expect(errors.get('c')).toBeInstanceOf(FileAccessError);
  });

  it('refuses a folder that is none', async () => {
    await expect(readRunIndex(join(root, 'none'))).rejects.toThrow(FileAccessError);
  });
});
