import * as tf from '@tensorflow/tfjs';
import { asSampler } from '@causal-mechanisms/datasets';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { vaePhase } from '../../../src/objectives/vae/vaePhase.ts';
import { vaeScorer } from '../../../src/objectives/vae/vaeScorer.ts';
import { images, layout, values } from './autoencoders.ts';

beforeAll(() => useBackend());

const settings = { iterations: 40, learningRate: 0.01, batchSize: 8, seed: 3 };

function start(x: tf.Tensor4D) {
  const scorer = vaeScorer(layout, values);
  return { scorer, ...vaePhase(scorer, asSampler(x), settings) };
}

it('lowers the loss on the images it learns from, and leaks nothing', async () => {
  const x = tf.tidy(() => images(1).tile<tf.Tensor4D>([12, 1, 1, 1]).round());
  const run = start(x);
  const { scorer, phases } = run;
  const [phase] = phases;
  expect(phase).toMatchObject({ name: 'vae', steps: 40 });
  const losses: number[] = [];
  await phase?.step(0);
  const alive = tf.memory().numTensors;
  for (let done = 1; done < 40; done++) {
    const { scalars } = (await phase?.step(done)) ?? { scalars: {} };
    const { vaeLoss = NaN, reconstruction = NaN, divergence = NaN } = scalars;
    expect(vaeLoss).toBeCloseTo(reconstruction + divergence, 8);
    losses.push(vaeLoss);
    expect(tf.memory().numTensors).toBe(alive);
  }
  expect(losses.at(-1)).toBeLessThan(0.5 * (losses[0] ?? NaN));
  run.dispose();
  scorer.dispose();
});

it('goes on from its state as if it had not stopped', async () => {
  const x = images(12);
  const whole = start(x);
  for (let done = 0; done < 4; done++) await whole.phases[0]?.step(done);
  const first = start(x);
  for (let done = 0; done < 2; done++) await first.phases[0]?.step(done);
  const saved = await Promise.all(Object.values(first.state).map((part) => part.save()));
  const second = start(x);
  Object.values(second.state).forEach((part, i) => part.restore(saved[i] ?? {}));
  second.scorer.parameters.replace(first.scorer.parameters.values.clone());
  for (let done = 2; done < 4; done++) await second.phases[0]?.step(done);
  const [expected, found] = [whole, second].map((run) => run.scorer.parameters.values.data());
  const theirs = (await expected) as Float32Array;
  (await found)?.forEach((value, i) => expect(value).toBeCloseTo(theirs[i] ?? NaN, 6));
});

it('says so when the loss is not a number', async () => {
  const { scorer, phases } = start(images(8));
  scorer.parameters.replace(tf.fill([layout.length], NaN));
  const alive = tf.memory().numTensors;
  await expect(phases[0]?.step(0)).rejects.toMatchObject({ code: 'ERR_VALUES' });
  expect(tf.memory().numTensors).toBe(alive);
});
