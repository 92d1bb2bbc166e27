import * as tf from '@tensorflow/tfjs';
import { FlatAdam, RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { Expert } from '../../src/networks/expert.ts';
import { applyFoldedExpert, disposeFoldedExpert } from '../../src/networks/foldedExpert.ts';
import { drawParameters } from '../../src/networks/initialisation.ts';
import { convolutionalKind } from '../../src/networks/kinds/convolutionalKind.ts';
import { relativeDifference } from '../autodiff.ts';
import { noPause, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(5);
const kind = convolutionalKind({ filters: 5, channels: 2, gamma: 'uniform' });
const { layout } = kind;
const start = drawParameters(layout, new RandomStream(8), 'uniform');
const half = new Float32Array(40).fill(1, 20);

function create(statistics = half): Expert {
  return new Expert(kind, tf.tensor1d(start), tf.tensor1d(statistics));
}

it('predicts with running statistics: one image gives the same alone and in a batch', async () => {
  const stream = new RandomStream(6);
  const statistics = [...stream.normals(20, 0, 0.1), ...stream.uniforms(20, 0.1, 0.5)];
  const expert = create(Float32Array.from(statistics));
  const x = images(5, 8, 2);
  const batch = expert.apply(x).slice([3, 0, 0, 0], [1, 8, 8, 2]);
  const alone = expert.apply(x.slice([3, 0, 0, 0], [1, 8, 8, 2]));
  expect(await relativeDifference(alone, batch)).toBeLessThan(1e-6);
});

it('takes one tenth of each batch into the running statistics', async () => {
  const expert = create(Float32Array.from({ length: 40 }, (_, i) => i));
  expert.updateStatistics(tf.fill([40], 100));
  // 0.9 of the old and 0.1 of the new.
  const expected = Array.from({ length: 40 }, (_, i) => 0.9 * i + 10);
  expect(await relativeDifference(expert.statistics, tf.tensor1d(expected))).toBeLessThan(1e-6);
});

it('takes over the statistics of a pass as they are laid out', async () => {
  const expert = create();
  const { statistics } = await expert.forward(images(4, 8, 2), noPause);
  for (let i = 0; i < 200; i++) expert.updateStatistics(statistics);
  expect(await relativeDifference(expert.statistics, statistics)).toBeLessThan(1e-5);
});

it.each<[string, (expert: Expert) => void]>([
  [
    'an update of its parameters',
    (expert) => {
      const gradient = tf.ones<tf.Rank.R1>([layout.length]);
      expert.update(new FlatAdam(layout.length, { learningRate: 0.1 }), gradient);
    },
  ],
  [
    'other statistics',
    (expert) => {
      expert.setStatistics(tf.fill([40], 3));
    },
  ],
  [
    'a batch',
    (expert) => {
      expert.updateStatistics(tf.fill([40], 9));
    },
  ],
])('predicts anew after %s', async (_, change) => {
  const expert = create();
  const x = images(1, 8, 2);
  const before = expert.apply(x);
  expect(await relativeDifference(expert.apply(x), before)).toBe(0);
  change(expert);
  const after = expert.apply(x);
  expect(await relativeDifference(after, before)).toBeGreaterThan(1e-3);
  // What it predicts is what a fresh expert with the same vectors predicts.
  const { parameters, statistics } = expert;
  const same = new Expert(kind, parameters.values.clone(), statistics.clone());
  expect(await relativeDifference(after, same.apply(x))).toBe(0);
});

it("steps against the gradient by the optimiser's step size", async () => {
  const expert = create();
  const adam = new FlatAdam(layout.length, { learningRate: 0.125 });
  expert.update(adam, tf.fill([layout.length], 2));
  const moved = expert.parameters.values.sub(tf.tensor1d(start));
  expect(await relativeDifference(moved, tf.fill([layout.length], -0.125))).toBeLessThan(1e-5);
  expect(adam.steps).toBe(1);
});

it('gives a folded form that stays as it was while the expert learns on', async () => {
  const expert = create();
  const x = images(1, 8, 2);
  const before = expert.apply(x);
  const folded = expert.folded();
  expert.setStatistics(tf.fill([40], 3));
  expert.apply(x).dispose();
  expect(await relativeDifference(applyFoldedExpert(folded, x), before)).toBe(0);
  const alive = tf.memory().numTensors;
  disposeFoldedExpert(expert.folded());
  expect(tf.memory().numTensors).toBe(alive);
  // The expert's own folded form is another one.
  expect(expert.apply(x).isDisposed).toBe(false);
});

it('leaks nothing, whatever happens to it', () => {
  const before = tf.memory().numTensors;
  const expert = create();
  const x = images(2, 8, 2);
  expert.apply(x).dispose();
  expert.setStatistics(tf.fill([40], 0.5));
  expert.apply(x).dispose();
  tf.tidy(() => expert.updateStatistics(tf.fill([40], 0.5)));
  expert.apply(x).dispose();
  x.dispose();
  expert.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('keeps what it owns when it works inside a tidy', () => {
  const expert = create();
  const x = images(1, 8, 2);
  tf.tidy(() => expert.apply(x).dispose());
  tf.tidy(() => expert.setStatistics(tf.fill([40], 0.5)));
  expect(expert.statistics.isDisposed).toBe(false);
  expect(expert.apply(x).isDisposed).toBe(false);
});
