import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  addGaussianNoise,
  createMixture,
  freezeMixture,
  paperMechanisms,
  saltAndPepper,
  shift,
} from '../../src/index.ts';
import type { Mechanism } from '../../src/index.ts';
import { codeOf, noiseImages, taken } from '../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const mixture = createMixture([
  shift({ dx: 1 }),
  addGaussianNoise(),
  saltAndPepper({ probability: 0.5 }),
]);

describe('freezeMixture', () => {
  it('gives an image the same mechanism and noise in every batch', async () => {
    const frozen = freezeMixture(mixture, 20, new RandomStream(3));
    const images = noiseImages([20, 4, 4, 1]);
    const whole = await taken(
      frozen.apply(
        images,
        Array.from({ length: 20 }, (_, i) => i),
      ),
    );
    const order = [13, 2, 19, 0, 13, 7];
    const some = await taken(
      tf.tidy(() => frozen.apply(tf.gather(images, order), Int32Array.from(order))),
    );
    images.dispose();
    order.forEach((index, row) => {
      expect(some.slice(row * 16, (row + 1) * 16)).toEqual(
        whole.slice(index * 16, (index + 1) * 16),
      );
    });
  });

  it('gives every image the mechanism of its own index, in one call where nothing is drawn', async () => {
    const calls: number[] = [];
    const adding = (amount: number): Mechanism => ({
      name: `add ${amount}`,
      definition: { kind: 'add' },
      deterministic: true,
      apply: (images) => {
        calls.push(images.shape[0]);
        return tf.add(images, amount);
      },
    });
    const frozen = freezeMixture(
      createMixture([adding(0.25), adding(0.5)]),
      30,
      new RandomStream(3),
    );
    const indices = [29, 3, 3, 11, 0, 17];
    const images = tf.zeros<tf.Rank.R4>([6, 1, 1, 1]);
    const changed = await taken(frozen.apply(images, indices));
    images.dispose();
    expect(changed).toEqual(indices.map((index) => (frozen.assignment[index] === 0 ? 0.25 : 0.5)));
    expect(new Set(changed).size).toBe(2);
    expect(calls).toHaveLength(2);
  });

  it('depends on the seed alone, not on what was drawn before', () => {
    const used = new RandomStream(3);
    used.normals(5);
    const assignment = freezeMixture(mixture, 50, new RandomStream(3)).assignment;
    expect(freezeMixture(mixture, 50, used).assignment).toEqual(assignment);
    expect(freezeMixture(mixture, 50, new RandomStream(4)).assignment).not.toEqual(assignment);
  });

  it('gives different images different noise', async () => {
    const noise = freezeMixture(
      createMixture([addGaussianNoise({ deviation: 0.1 })]),
      3,
      new RandomStream(1),
    );
    const images = tf.fill<tf.Rank.R4>([3, 2, 2, 1], 0.5);
    const pixels = await taken(noise.apply(images, [0, 1, 2]));
    images.dispose();
    expect(new Set(pixels).size).toBe(12);
  });

  it('freezes stratified counts over the whole data set', () => {
    const stratified = createMixture(paperMechanisms(), { assignment: 'stratified' });
    const { assignment } = freezeMixture(stratified, 30_000, new RandomStream(1));
    for (let m = 0; m < 10; m++)
      expect(assignment.filter((value) => value === m)).toHaveLength(3000);
  });

  it('leaves no tensors behind', () => {
    const frozen = freezeMixture(mixture, 8, new RandomStream(1));
    const images = noiseImages([8, 4, 4, 2]);
    const before = tf.memory().numTensors;
    frozen.apply(images, [0, 1, 2, 3, 4, 5, 6, 7]).dispose();
    expect(tf.memory().numTensors).toBe(before);
    images.dispose();
  });

  it('refuses impossible sizes and indices', () => {
    for (const size of [0, -1, 1.5, NaN]) {
      expect(codeOf(() => freezeMixture(mixture, size, new RandomStream(1)))).toBe('ERR_ARGUMENT');
    }
    const frozen = freezeMixture(mixture, 4, new RandomStream(1));
    const images = noiseImages([2, 3, 3, 1]);
    expect(codeOf(() => frozen.apply(images, [0]))).toBe('ERR_SHAPE');
    expect(codeOf(() => frozen.apply(images, [0, 4]))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => frozen.apply(images, [-1, 0]))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => frozen.apply(images, [0.5, 0]))).toBe('ERR_ARGUMENT');
    images.dispose();
  });
});
