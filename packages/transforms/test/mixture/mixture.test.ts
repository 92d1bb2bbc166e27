import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  addGaussianNoise,
  createMixture,
  identity,
  invertContrast,
  paperMechanisms,
  shift,
} from '../../src/index.ts';
import type { Mechanism, MixtureOptions } from '../../src/index.ts';
import { codeOf, noiseImages, taken } from '../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const counts = (assignment: Int32Array, mechanisms: number) =>
  Array.from({ length: mechanisms }, (_, m) => assignment.filter((value) => value === m).length);

describe('createMixture', () => {
  it('draws in proportion to the weights', () => {
    const mixture = createMixture([identity(), invertContrast(), shift({ dx: 1 })], {
      weights: [1, 3, 0],
    });
    expect(mixture.shares).toEqual([0.25, 0.75, 0]);
    const [first = 0, second = 0, third] = counts(mixture.assign(10_000, new RandomStream(1)), 3);
    // The deviation of a binomial count is 43.3; four of them.
    expect(Math.abs(first - 2500)).toBeLessThan(174);
    expect(first + second).toBe(10_000);
    expect(third).toBe(0);
  });

  it('applies to every image its own mechanism and keeps the order', async () => {
    const mechanisms = [identity(), invertContrast(), shift({ dx: 1, dy: -1 }), addGaussianNoise()];
    const mixture = createMixture(mechanisms);
    const images = noiseImages([7, 3, 5, 2]);
    const assignment = Int32Array.from([2, 0, 1, 1, 2, 0, 2]);
    const mixed = await taken(mixture.applyAssigned(images, assignment, new RandomStream(1)));
    for (let row = 0; row < 7; row++) {
      const alone = await taken(
        tf.tidy(
          () =>
            mechanisms[assignment[row] ?? 0]?.apply(
              images.slice([row], [1]),
              new RandomStream(1),
            ) ?? images.clone(),
        ),
      );
      expect(mixed.slice(row * 30, (row + 1) * 30)).toEqual(alone);
    }
    images.dispose();
  });

  it('noise is the same as when the rows of its mechanism are gathered by hand', async () => {
    const noise = addGaussianNoise();
    const images = noiseImages([4, 3, 3, 1]);
    const mixed = await taken(
      createMixture([identity(), noise]).applyAssigned(
        images,
        Int32Array.from([1, 0, 1, 0]),
        new RandomStream(6),
      ),
    );
    const byHand = await taken(
      tf.tidy(() => noise.apply(tf.gather(images, [0, 2]), new RandomStream(6))),
    );
    images.dispose();
    expect([...mixed.slice(0, 9), ...mixed.slice(18, 27)]).toEqual(byHand);
  });

  it('apply returns what it chose, differs from call to call and repeats with the seed', async () => {
    const mixture = createMixture(paperMechanisms());
    const images = noiseImages([12, 9, 9, 1]);
    const stream = new RandomStream(1);
    const first = mixture.apply(images, stream);
    const second = mixture.apply(images, stream);
    const again = mixture.apply(images, new RandomStream(1));
    expect(second.assignment).not.toEqual(first.assignment);
    expect(again.assignment).toEqual(first.assignment);
    const pixels = await taken(first.images);
    expect(await taken(again.images)).toEqual(pixels);
    tf.dispose([images, second.images]);
  });

  it('leaves no tensors behind, whatever groups are empty', () => {
    const mixture = createMixture(paperMechanisms());
    const images = noiseImages([5, 9, 9, 3]);
    const before = tf.memory().numTensors;
    for (const assignment of [
      [9, 9, 9, 9, 9],
      [0, 1, 2, 3, 4],
      [8, 0, 8, 0, 9],
    ]) {
      mixture.applyAssigned(images, Int32Array.from(assignment), new RandomStream(1)).dispose();
      expect(tf.memory().numTensors).toBe(before);
    }
    images.dispose();
  });

  it('takes a batch without images', () => {
    const images = tf.zeros<tf.Rank.R4>([0, 9, 9, 1]);
    const mixed = createMixture(paperMechanisms()).apply(images, new RandomStream(1));
    expect(mixed.images.shape).toEqual([0, 9, 9, 1]);
    expect(mixed.assignment).toHaveLength(0);
    tf.dispose([images, mixed.images]);
  });

  it.each<[Mechanism[], MixtureOptions]>([
    [[], {}],
    [[identity()], { weights: [] }],
    [[identity()], { weights: [0] }],
    [[identity(), identity()], { weights: [1, -1] }],
    [[identity(), identity()], { weights: [3, -1] }],
    [[identity(), identity()], { weights: [-1, 3] }],
    [[identity()], { weights: [1, 1] }],
    [[identity(), identity()], { weights: [1, NaN] }],
    [[identity(), identity()], { weights: [1, Infinity] }],
    [[identity()], JSON.parse('{ "assignment": "sorted" }') as MixtureOptions],
  ])('refuses impossible mixtures %#', (mechanisms, options) => {
    expect(codeOf(() => createMixture(mechanisms, options))).toBe('ERR_ARGUMENT');
  });

  it('says that there must be a mechanism', () => {
    expect(() => createMixture([])).toThrow('mechanisms must hold at least one mechanism');
  });

  it('draws every mechanism on its own, or deals them out', () => {
    const two = [identity(), invertContrast()];
    const stream = new RandomStream(2);
    const drawn = Array.from({ length: 30 }, () => stream.categorical([0.5, 0.5]));
    expect(Array.from(createMixture(two).assign(30, new RandomStream(2)))).toEqual(drawn);
    const dealt = createMixture(two, { assignment: 'stratified' });
    expect(counts(dealt.assign(30, new RandomStream(2)), 2)).toEqual([15, 15]);
    expect(counts(Int32Array.from(drawn), 2)).not.toEqual([15, 15]);
  });

  it('refuses assignments that do not fit and mechanisms that change the shape', () => {
    const images = noiseImages([2, 3, 3, 1]);
    const mixture = createMixture([identity(), invertContrast()]);
    const apply = (assignment: number[]) => () =>
      mixture.applyAssigned(images, Int32Array.from(assignment), new RandomStream(1));
    expect(codeOf(apply([0]))).toBe('ERR_SHAPE');
    expect(codeOf(apply([0, 2]))).toBe('ERR_ARGUMENT');
    expect(codeOf(apply([0, -1]))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => mixture.assign(-1, new RandomStream(1)))).toBe('ERR_ARGUMENT');
    const cropping: Mechanism = {
      name: 'crop',
      definition: { kind: 'crop' },
      apply: (batch) => batch.slice([0, 1, 0, 0]),
    };
    const before = tf.memory().numTensors;
    expect(codeOf(() => createMixture([cropping]).apply(images, new RandomStream(1)))).toBe(
      'ERR_SHAPE',
    );
    expect(tf.memory().numTensors).toBe(before);
    images.dispose();
  });
});
