import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { redundantPairs } from '../../src/composition/redundantPairs.ts';
import { noPause } from '../support.ts';
import { dots, knownExperts } from './knownExperts.ts';

beforeAll(() => useBackend());

const settings = { turn: noPause };

it('finds what undoes each other, itself, and what a third expert does alone', async () => {
  const right = { dx: 1, dy: 0 };
  const left = { dx: -1, dy: 0 };
  const up = { dx: 0, dy: -1 };
  const rightAndUp = { dx: 1, dy: -1 };
  const model = knownExperts(['invert', right, left, up, rightAndUp]);
  expect(await redundantPairs(model, dots(20), 0.5, settings)).toEqual([
    [0, 0], // twice inverted
    [1, 2],
    [1, 3], // right and up
    [2, 1],
    [2, 4], // up
    [3, 1],
    [4, 2],
  ]);
  model.dispose();
});

it('does not take an expert that copies these images for one that does nothing', async () => {
  // What follows on it makes the output of the other expert, which is no third one.
  const model = knownExperts(['identity', 'invert', { dx: 1, dy: 0 }]);
  expect(await redundantPairs(model, dots(20), 0.5, settings)).toEqual([[1, 1]]);
  expect(await redundantPairs(model, dots(20), 0, settings)).toEqual([]);
  model.dispose();
});

it('leaks nothing, also where it is ended', async () => {
  const model = knownExperts(['invert', 'identity']);
  const x = dots(3);
  await redundantPairs(model, x, 0.5, settings);
  await expectLeakFree(async () => {
    await redundantPairs(model, x, 0.5, settings);
    for (const most of [1, 2, 3, 5]) {
      let left = most;
      const turn = () => (left-- > 0 ? Promise.resolve() : Promise.reject(new Error('ended')));
      await expect(redundantPairs(model, x, 0.5, { turn })).rejects.toThrow('ended');
    }
  });
  expect(x.isDisposed).toBe(false);
  model.dispose();
});
