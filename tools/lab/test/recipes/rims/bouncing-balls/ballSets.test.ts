import { ballSets } from '../../../../src/recipes/rims/bouncing-balls/ballSets.ts';
import { rimsBouncingBalls } from '../../../../src/recipes/rims/bouncing-balls/recipe.ts';
import type { KnownData } from '../../../../src/run/dataChoice.ts';
import { tinyBalls } from './tinyBalls.ts';

const nowhere = { insisted: false, find: () => Promise.resolve(undefined) };

it('makes balls of the sizes that are asked for', async () => {
  const config = tinyBalls();
  const sets = await ballSets(nowhere, config, 1);
  expect(sets.used.kind).toBe('synthetic');
  const train = await sets.open('1-2', 'train');
  expect([train.size, train.steps, train.shape]).toEqual([50_000, 9, [8, 8, 1]]);
  const test = await sets.open('curtain', 'test');
  expect(test.size).toBe(4);
  const tracks = await test.tracks?.(Int32Array.of(0));
  expect(tracks?.curtains?.[2]).toBeCloseTo(0.4, 10);
  const open = await sets.open('1', 'valid');
  expect((await open.tracks?.(Int32Array.of(0)))?.curtains).toBeUndefined();
});

it('makes others from another seed, and for the test', async () => {
  const config = tinyBalls();
  const first = async (seed: number, split: 'train' | 'test') => {
    const source = await (await ballSets(nowhere, config, seed)).open('1', split);
    const out = new Float32Array(9 * 64);
    await source.read(Int32Array.of(0), out);
    return out;
  };
  expect(await first(1, 'train')).toEqual(await first(1, 'train'));
  expect(await first(1, 'train')).not.toEqual(await first(2, 'train'));
  expect(await first(1, 'train')).not.toEqual(await first(1, 'test'));
});

describe('the published files', () => {
  const asked: KnownData[] = [];
  const finder = {
    insisted: true,
    find: (data: KnownData) => {
      asked.push(data);
      return Promise.resolve({ folder: '/balls', chosenBy: '--data' });
    },
  };
  const paper = rimsBouncingBalls.resolve({}) as never;

  it('are taken where they are found', async () => {
    const { used } = await ballSets(finder, paper, 1);
    expect(asked).toEqual([
      {
        name: 'bouncing-balls',
        files: ['balls4mass64.h5', 'balls678mass64.h5', 'balls3curtain64.h5'],
      },
    ]);
    expect(used).toMatchObject({ kind: 'real', chosenBy: '--data' });
  });

  it('are not looked for at other sizes, for other sets, or where they are not wanted', async () => {
    asked.length = 0;
    const generated = rimsBouncingBalls.resolve({ data: 'generated' }) as never;
    const small = rimsBouncingBalls.resolve({ pixels: 32 }) as never;
    for (const config of [tinyBalls(), generated, small]) {
      expect((await ballSets(finder, config, 1)).used.kind).toBe('synthetic');
    }
    expect(asked).toEqual([]);
  });
});
