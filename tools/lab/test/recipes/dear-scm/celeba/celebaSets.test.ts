import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { celebaAttractiveGraph, celebaSmileGraph, factorColumn } from '@causal-mechanisms/datasets';
import { drawCelebA } from '@causal-mechanisms/test-utils';
import {
  celebaGraph,
  celebaSets,
  celebaTask,
} from '../../../../src/recipes/dear-scm/celeba/celebaSets.ts';
import type { CelebaSets } from '../../../../src/recipes/dear-scm/celeba/celebaSets.ts';
import { celebaSchema } from '../../../../src/recipes/dear-scm/celeba/settings.ts';
import { dataFinder } from '../../../../src/run/dataChoice.ts';

const CONFIG = celebaSchema.parse({ side: 16 });

let root: string;
let sets: CelebaSets;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-celeba-'));
  await drawCelebA(join(root, 'data/celeba'), { count: 120, tables: 'csv' });
  sets = await celebaSets(finder('data'), CONFIG);
});
afterAll(() => rm(root, { recursive: true }));

function finder(option?: string) {
  const world = {
    environment: { XDG_CACHE_HOME: join(root, 'cache') },
    repositoryRoot: join(root, 'repository'),
    workingDirectory: root,
  };
  return dataFinder(world, option);
}

describe('celebaSets', () => {
  it('reads the attributes of both graphs, the mouth and the target', () => {
    const { train, test, used } = sets;
    expect([train.size, test.size]).toEqual([80, 20]);
    expect(train.shape).toEqual([16, 16, 3]);
    const names = train.factors.map(({ name }) => name);
    for (const name of [...celebaSmileGraph.factors, ...celebaAttractiveGraph.factors]) {
      expect(names).toContain(name);
    }
    expect(names.at(-1)).toBe('target');
    expect(used).toEqual({
      kind: 'real',
      description: 'CelebA, 80 images for training and 20 for testing',
      chosenBy: '--data',
    });
  });

  it('reads fewer where fewer are asked for', async () => {
    const { train, test } = await celebaSets(finder('data'), { ...CONFIG, train: 10, test: 500 });
    expect([train.size, test.size]).toEqual([10, 20]);
  });

  it('says plainly that the files are absent', async () => {
    for (const option of [undefined, 'elsewhere']) {
      await expect(celebaSets(finder(option), CONFIG)).rejects.toMatchObject({
        code: 'ERR_DATA_MISSING',
        message: expect.stringMatching(
          /^dear-scm\/celeba needs the files of CelebA, which are not here: .*https/,
        ) as string,
      });
    }
  });
});

describe('celebaTask', () => {
  it('gives each structure its graph, and the manipulated one the rows that agree', () => {
    expect(celebaTask(sets, 'smile', CONFIG, 1)).toMatchObject({
      graph: celebaSmileGraph,
      training: sets.train,
    });
    expect(celebaTask(sets, 'attractive', CONFIG, 1).graph).toBe(celebaAttractiveGraph);
    const { training, test, graph } = celebaTask(sets, 'manipulated', CONFIG, 1);
    expect(graph).toBe(celebaGraph('manipulated'));
    const agreement = (data: typeof training): number => {
      const mouth = factorColumn(data, 'Mouth_Slightly_Open');
      return (
        factorColumn(data, 'target').filter((target, row) => target === mouth[row]).length /
        data.size
      );
    };
    expect(agreement(training)).toBeGreaterThan(0.7);
    expect(agreement(training)).toBeLessThan(0.9);
    expect(agreement(test)).toBeCloseTo(0.5, 1);
    expect(training.size).toBeLessThan(80);
    expect(celebaTask(sets, 'manipulated', CONFIG, 2).training.values).not.toEqual(training.values);
  });
});
