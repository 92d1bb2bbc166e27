import * as tf from '@tensorflow/tfjs';
import { factorDataset } from '@causal-mechanisms/datasets';
import { labelAgreement } from '../../src/evaluate/labelAgreement.ts';
import type { FactorReader } from '../../src/evaluate/factorReader.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const FACTORS = [
  { name: 'angle', kind: 'continuous' },
  { name: 'on', kind: 'binary' },
] as const;

/** Observations are what the reader says of them. */
const READER: FactorReader = {
  observationShape: [2],
  factors: FACTORS,
  factorValues: async (observations) => Float64Array.from(await observations.data()),
};

const DATA = factorDataset({
  name: 'four',
  observations: Float32Array.of(10, 0.25, 20, 0.5, 33, 1, 7, 0.75),
  shape: [2],
  factors: [FACTORS[1], { name: 'other', kind: 'continuous' }, FACTORS[0]],
  values: { on: [0, 1, 1, 0], other: [1, 2, 3, 4], angle: [10, 20, 30, NaN] },
});

describe('labelAgreement', () => {
  it('measures errors in units, R squared and the share that is right, where there are labels', async () => {
    const before = tf.memory().numTensors;
    const found = await labelAgreement(READER, DATA, { batchSize: 3 });
    expect(found).toEqual([
      // Squared errors 9 / 3, spread of 10, 20, 30: 200 / 3.
      {
        factor: 'angle',
        kind: 'continuous',
        labels: 3,
        meanError: 1,
        score: expect.closeTo(0.955, 12) as number,
        reference: 0,
      },
      { factor: 'on', kind: 'binary', labels: 4, meanError: 0.375, score: 0.75, reference: 0.5 },
    ]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('takes the more frequent label for a reference', async () => {
    const rare = {
      ...DATA,
      values: DATA.values.map((value, i) => (i % 3 === 0 ? Number(i === 0) : value)),
    };
    const [, on] = await labelAgreement(READER, rare);
    expect(on).toMatchObject({ reference: 0.75, score: 0 });
  });

  it('refuses other shapes, unknown factors, and factors without labels', async () => {
    const refused = async (reader: Partial<FactorReader>, code: string, data = DATA) => {
      await expect(labelAgreement({ ...READER, ...reader }, data)).rejects.toMatchObject({ code });
    };
    await refused({ observationShape: [3] }, 'ERR_SHAPE');
    await refused({ factors: [{ name: 'sun', kind: 'binary' }] }, 'ERR_ARGUMENT');
    await refused({}, 'ERR_VALUES', { ...DATA, values: new Float64Array(12).fill(NaN) });
    await expect(labelAgreement(READER, DATA, { batchSize: 0 })).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
  });

  it('keeps no tensor when the model fails, and stops when it is told to', async () => {
    const before = tf.memory().numTensors;
    const broken = { ...READER, factorValues: () => Promise.reject(new Error('broken')) };
    await expect(labelAgreement(broken, DATA)).rejects.toThrow('broken');
    expect(tf.memory().numTensors).toBe(before);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(labelAgreement(READER, DATA, { signal })).rejects.toThrow('enough');
  });
});
