import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { rejectionOf } from '../support.ts';

/** Images of uniform noise. */
export function drawn(shape: [number, number, number, number], seed: number): tf.Tensor4D {
  return tf.tensor4d(new RandomStream(seed).uniforms(shape.reduce((a, b) => a * b, 1)), shape);
}

/** What holds of every score of images beside their references. */
export function describeImageScore(
  name: string,
  score: (images: tf.Tensor4D, reference: tf.Tensor4D) => Promise<Float32Array>,
): void {
  describe(name, () => {
    beforeEach(async () => {
      await tf.setBackend('cpu');
    });

    it('scores every image on its own, also beyond one internal batch', async () => {
      const images = drawn([300, 11, 12, 1], 1);
      const reference = drawn([300, 11, 12, 1], 2);
      const before = tf.memory().numTensors;
      const all = await score(images, reference);
      expect(tf.memory().numTensors).toBe(before);
      expect(all).toHaveLength(300);
      for (const place of [0, 255, 256, 299]) {
        const [first, second] = [images.slice([place], [1]), reference.slice([place], [1])];
        expect((await score(first, second))[0]).toBeCloseTo(all[place] ?? NaN, 5);
        tf.dispose([first, second]);
      }
      tf.dispose([images, reference]);
    });

    it('gives the same numbers on WebAssembly', async () => {
      const onBackend = async (backend: string) => {
        await tf.setBackend(backend);
        const [images, reference] = [drawn([2, 13, 12, 3], 1), drawn([2, 13, 12, 3], 2)];
        const values = await score(images, reference);
        tf.dispose([images, reference]);
        return values;
      };
      const expected = await onBackend('cpu');
      (await onBackend('wasm')).forEach((value, i) =>
        expect(value).toBeCloseTo(expected[i] ?? NaN, 4),
      );
    });

    it('refuses images that do not fit or hold no numbers', async () => {
      const images = drawn([1, 11, 11, 1], 1);
      const wider = drawn([1, 11, 12, 1], 1);
      const none = tf.zeros<tf.Rank.R4>([0, 11, 11, 1]);
      const broken = tf.fill<tf.Rank.R4>([1, 11, 11, 1], NaN);
      const flat = tf.zeros([11, 11]);
      const before = tf.memory().numTensors;
      expect(await rejectionOf(score(images, wider))).toBe('ERR_SHAPE');
      expect(await rejectionOf(score(flat as tf.Tensor4D, flat as tf.Tensor4D))).toBe('ERR_SHAPE');
      expect(await rejectionOf(score(none, none))).toBe('ERR_ARGUMENT');
      expect(await rejectionOf(score(images, broken))).toBe('ERR_VALUES');
      expect(await rejectionOf(score(broken, images))).toBe('ERR_VALUES');
      expect(tf.memory().numTensors).toBe(before);
      tf.dispose([images, wider, none, broken, flat]);
    });
  });
}
