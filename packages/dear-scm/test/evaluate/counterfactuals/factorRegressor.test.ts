import * as tf from '@tensorflow/tfjs';
import { ParameterVector, useBackend } from '@causal-mechanisms/tensor-utils';
import { FactorRegressor } from '../../../src/evaluate/counterfactuals/factorRegressor.ts';
import { labelScaling } from '../../../src/labels/labelScaling.ts';
import { encoderNetwork } from '../../../src/networks/encoderNetwork.ts';

beforeAll(() => useBackend());

function regressor(): FactorRegressor {
  const networks = { kind: 'mlp', width: 4, depth: 1, injectedNoise: false } as const;
  const network = encoderNetwork(networks, [3], 2);
  const values = new Float32Array(network.layout.length);
  // Biases of the last layer alone: the outputs are 1 and -1, whatever is seen.
  values.set([1, -1], values.length - 2);
  const factors = (['a', 'b'] as const).map((name) => ({ name, kind: 'continuous' as const }));
  // Means 3 and 20, deviations 1 and 10.
  const scaling = labelScaling([2, 10, 3, 20, 4, 30], factors, { loss: 'l2' });
  return new FactorRegressor({
    observationShape: [3],
    factors,
    network,
    parameters: new ParameterVector(network.layout, tf.tensor1d(values)),
    scaling,
  });
}

describe('FactorRegressor', () => {
  it('reads in units, row by row, many at a time too', async () => {
    const model = regressor();
    expect(model.factors.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(model.observationShape).toEqual([3]);
    const few = await model.factorValues(tf.tensor2d([[1, 2, 3]]));
    expect([...few]).toEqual([expect.closeTo(4, 5), expect.closeTo(10, 5)]);
    const many = tf.zeros([300, 3]);
    expect(await model.factorValues(many)).toHaveLength(600);
    many.dispose();
    model.dispose();
  });

  it('gives standardised values too, and disposes of nothing but its own', async () => {
    const model = regressor();
    const seen = tf.zeros([300, 3]);
    const before = tf.memory().numTensors;
    const values = model.standardisedValues(seen);
    expect(values.shape).toEqual([300, 2]);
    expect([...(await values.data())].slice(-2)).toEqual([1, -1]);
    values.dispose();
    expect(tf.memory().numTensors).toBe(before);
    seen.dispose();
    model.dispose();
    expect(() => model.standardisedValues(seen)).toThrow(/disposed/);
  });

  it('refuses other shapes, and whatever comes after its end', async () => {
    const model = regressor();
    await expect(model.factorValues(tf.zeros([2, 4]))).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    await expect(model.factorValues(tf.tensor2d([[0, NaN, 0]]))).rejects.toMatchObject({
      code: 'ERR_VALUES',
    });
    model.dispose();
    const after = tf.memory().numTensors;
    model.dispose();
    expect(tf.memory().numTensors).toBe(after);
    await expect(model.factorValues(tf.zeros([2, 3]))).rejects.toMatchObject({
      code: 'ERR_DISPOSED',
    });
  });
});
