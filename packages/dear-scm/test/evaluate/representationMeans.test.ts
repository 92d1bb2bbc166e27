import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { representationMeans } from '../../src/evaluate/representationMeans.ts';
import { crossData, identity } from './datasets.ts';

beforeAll(() => useBackend());

describe('representationMeans', () => {
  it('encodes every row once, in pieces, without a tensor left', async () => {
    const data = crossData(10, 1);
    const model = identity(2);
    const before = tf.memory().numTensors;
    const means = await representationMeans(model, data, { batchSize: 4 });
    const expected = new Float32Array(30);
    await data.read(
      Int32Array.from({ length: 10 }, (_, i) => i),
      expected,
    );
    expect(means).toEqual(expected);
    expect(model.calls).toBe(3);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses observations of another shape, sizes that are none, and stops for a signal', async () => {
    const data = crossData(4, 1);
    const wrong = representationMeans(identity(2, 4), data);
    await expect(wrong).rejects.toThrow('[4], those of cross/1 have [3]');
    await expect(wrong).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    await expect(representationMeans(identity(2), data, { batchSize: 0 })).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(representationMeans(identity(2), data, { signal })).rejects.toThrow('enough');
  });
});
