import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import type { Tensor4D } from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import {
  addGaussianNoise,
  blur,
  compose,
  flip,
  gamma,
  identity,
  invertContrast,
  occlude,
  rotate,
  saltAndPepper,
  scale,
  shear,
  shift,
} from '../../src/index.ts';
import { createMechanism } from '../../src/mechanisms/createMechanism.ts';
import { codeOf, noiseImages, taken } from '../support.ts';

const all = [
  identity(),
  shift({ dx: 1, dy: -2 }),
  invertContrast(),
  addGaussianNoise(),
  rotate({ degrees: 20 }),
  scale({ factor: 1.3 }),
  shear({ x: 0.2 }),
  blur({ sigma: 0.7 }),
  occlude({ height: 2, width: 2 }),
  occlude({ height: 2, width: 2, top: 1, left: 1, value: 0.5 }),
  flip({ axis: 'horizontal' }),
  gamma({ exponent: 1.7 }),
  saltAndPepper({ probability: 0.2 }),
  compose([shift({ dx: 2 }), invertContrast()]),
];

describe('createMechanism', () => {
  const seen: Tensor4D[] = [];
  const watching = createMechanism({
    name: 'watch',
    definition: { kind: 'watch' },
    deterministic: true,
    apply: (images) => {
      seen.push(images);
      return images.clone();
    },
  });

  beforeEach(async () => {
    await tf.setBackend('cpu');
    seen.length = 0;
  });

  it('hands images over as they are, whole numbers as floats', () => {
    const images = noiseImages([1, 2, 2, 1]);
    const whole = tf.ones<tf.Rank.R4>([1, 2, 2, 1], 'int32');
    watching.apply(images, new RandomStream(1)).dispose();
    watching.apply(whole, new RandomStream(1)).dispose();
    expect(seen[0]).toBe(images);
    expect(seen[1]?.dtype).toBe('float32');
    tf.dispose([images, whole]);
  });

  it('asks nothing of the mechanism where there are no images', () => {
    const none = tf.zeros<tf.Rank.R4>([0, 2, 2, 1]);
    watching.apply(none, new RandomStream(1)).dispose();
    expect(seen).toEqual([]);
    expect(none.isDisposed).toBe(false);
    none.dispose();
  });

  it('names the mechanism and the method in errors', () => {
    const flat = tf.zeros([2, 2]);
    expect(() => watching.apply(flat as Tensor4D, new RandomStream(1))).toThrow('watch.apply: ');
    expect(() => invertContrast().invert?.(flat as Tensor4D)).toThrow('invertContrast.invert: ');
    flat.dispose();
  });
});

describe.each(all.map((mechanism) => [mechanism.name, mechanism] as const))(
  '%s',
  (_, mechanism) => {
    beforeEach(async () => {
      await tf.setBackend('cpu');
    });

    it('keeps shape, range and the live tensors, with three channels and odd sizes', async () => {
      const images = noiseImages([3, 7, 5, 3]);
      const before = tf.memory().numTensors;
      const result = mechanism.apply(images, new RandomStream(1));
      expect(tf.memory().numTensors).toBe(before + 1);
      expect(result.shape).toEqual([3, 7, 5, 3]);
      const pixels = await taken(result);
      expect(pixels.every((value) => value >= 0 && value <= 1)).toBe(true);
      mechanism.invert?.(images).dispose();
      expect(tf.memory().numTensors).toBe(before);
      images.dispose();
    });

    it('treats an image of a batch as it treats it alone when it draws nothing', async () => {
      const images = noiseImages([3, 6, 7, 1]);
      const whole = await taken(
        tf.tidy(() => mechanism.apply(images, new RandomStream(1)).slice([1], [1])),
      );
      const alone = await taken(
        tf.tidy(() => mechanism.apply(images.slice([1], [1]), new RandomStream(1))),
      );
      images.dispose();
      if (mechanism.deterministic === true) expect(whole).toEqual(alone);
      else expect(whole).not.toEqual(alone);
    });

    it('takes a batch without images', () => {
      const images = tf.zeros<tf.Rank.R4>([0, 4, 4, 1]);
      const result = mechanism.apply(images, new RandomStream(1));
      expect(result.shape).toEqual([0, 4, 4, 1]);
      tf.dispose([images, result]);
    });

    it('refuses other ranks', () => {
      const flat = tf.zeros([4, 4]);
      expect(codeOf(() => mechanism.apply(flat as Tensor4D, new RandomStream(1)))).toBe(
        'ERR_SHAPE',
      );
      if (mechanism.invert !== undefined)
        expect(codeOf(() => mechanism.invert?.(flat as Tensor4D))).toBe('ERR_SHAPE');
      flat.dispose();
    });

    it('gives the same pixels on WebAssembly', async () => {
      const onBackend = async (backend: string) => {
        await tf.setBackend(backend);
        const images = noiseImages([2, 9, 8, 2]);
        const pixels = await taken(mechanism.apply(images, new RandomStream(1)));
        images.dispose();
        return pixels;
      };
      const expected = await onBackend('cpu');
      const actual = await onBackend('wasm');
      actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 5));
    });
  },
);
