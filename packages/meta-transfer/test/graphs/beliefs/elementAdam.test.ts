import * as tf from '@tensorflow/tfjs';
import { ArgumentError, FlatAdam, useBackend } from '@causal-mechanisms/tensor-utils';
import { ElementAdam } from '../../../src/graphs/beliefs/elementAdam.ts';

beforeAll(() => useBackend());

describe('ElementAdam', () => {
  it('is Adam where nothing is left out', async () => {
    const options = { learningRate: 0.1, beta1: 0.8, beta2: 0.9 };
    const [mine, flat] = [new ElementAdam(2, options), new FlatAdam(2, options)];
    const values = Float64Array.of(1, -2);
    let tensor = tf.tensor1d([1, -2]);
    for (const slopes of [
      [4, -1],
      [-0.5, 2],
      [3, 0],
    ]) {
      mine.update(values, slopes);
      const gradient = tf.tensor1d(slopes);
      const next = flat.update(tensor, gradient);
      tf.dispose([tensor, gradient]);
      tensor = next;
    }
    const expected = await tensor.data();
    expect(values[0]).toBeCloseTo(expected[0] ?? NaN, 5);
    expect(values[1]).toBeCloseTo(expected[1] ?? NaN, 5);
    tensor.dispose();
    flat.dispose();
  });

  it('neither moves nor ages what is left out', () => {
    const [both, alone] = [new ElementAdam(2), new ElementAdam(1)];
    const values = Float64Array.of(0, 0);
    const single = Float64Array.of(0);
    both.update(values, [1, 5]);
    both.update(values, [7, 1], Uint8Array.of(0, 1));
    both.update(values, [-2, 1], Uint8Array.of(1, 0));
    alone.update(single, [1]);
    alone.update(single, [-2]);
    expect(values[0]).toBe(single[0]);
    const before = values[1];
    both.update(values, [1, 9], Uint8Array.of(1, 0));
    expect(values[1]).toBe(before);
  });

  it('goes on from what it saved', async () => {
    const adam = new ElementAdam(2);
    const values = Float64Array.of(0, 0);
    adam.update(values, [1, 2], Uint8Array.of(1, 0));
    const other = new ElementAdam(2);
    const copy = values.slice();
    for (const name of ['first', 'second', 'steps'] as const) {
      other.parts[name].restore(await adam.parts[name].save());
    }
    adam.update(values, [3, -1]);
    other.update(copy, [3, -1]);
    expect([...copy]).toEqual([...values]);
  });

  it.each([{ learningRate: 0 }, { beta1: 1 }, { beta2: -0.1 }, { epsilon: 0 }])(
    'refuses %p',
    (options) => {
      expect(() => new ElementAdam(1, options)).toThrow(ArgumentError);
    },
  );

  it('refuses other lengths', () => {
    const adam = new ElementAdam(2);
    expect(() => adam.update(new Float64Array(3), [1, 2, 3])).toThrow('values must have 2 entries');
    expect(() => adam.update(new Float64Array(2), [1])).toThrow('gradient must have 2 entries');
  });
});
