import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { applyChains, randomChains } from '../../src/composition/randomChains.ts';
import { disposeFoldedExpert } from '../../src/networks/foldedExpert.ts';
import { bank, images as uniform } from '../bank/banks.ts';
import { relativeDifference } from '../autodiff.ts';
import { noPause } from '../support.ts';

beforeAll(() => useBackend());

it('draws lengths from 0 to the depth and all experts as likely', () => {
  const chains = randomChains(new RandomStream(1), { count: 4000, depth: 3, experts: 5 });
  for (let length = 0; length <= 3; length++) {
    const share = chains.filter((chain) => chain.length === length).length / 4000;
    expect(share).toBeGreaterThan(0.22);
    expect(share).toBeLessThan(0.28);
  }
  const all = chains.flat();
  for (let expert = 0; expert < 5; expert++) {
    const share = all.filter((one) => one === expert).length / all.length;
    expect(share).toBeGreaterThan(0.17);
    expect(share).toBeLessThan(0.23);
  }
  expect(new Set(all).size).toBe(5);
});

it('lets each image go through its own sequence, in its place', async () => {
  const model = bank(3);
  const x = uniform(6);
  const chains = [[2, 0], [], [1], [2, 0, 1], [0], []];
  const folded = model.networks.map((network) => network.folded());
  const out = await applyChains(folded, x, chains, noPause);
  for (const [row, chain] of chains.entries()) {
    const expected = model.chain(x.slice([row], [1]), chain);
    expect(await relativeDifference(out.slice([row], [1]), expected)).toBeLessThan(1e-6);
  }
  const untouched = await applyChains(
    folded,
    x,
    chains.map(() => []),
    noPause,
  );
  expect(await relativeDifference(untouched, x)).toBe(0);
  tf.dispose([out, untouched]);
  await expectLeakFree(async () => {
    (await applyChains(folded, x, chains, noPause)).dispose();
  });
  expect(x.isDisposed).toBe(false);
  folded.forEach(disposeFoldedExpert);
  model.dispose();
});
