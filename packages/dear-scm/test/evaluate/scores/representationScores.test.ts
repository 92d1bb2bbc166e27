import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { representationScores } from '../../../src/index.ts';
import { causeEffectBit, IDENTITY, linear } from './pairs.ts';

beforeAll(() => useBackend());

const data = causeEffectBit(400);
const options = () => ({ stream: new RandomStream(3), rows: 300 });

describe('representationScores', () => {
  it('scores the factors themselves as their reference', async () => {
    const before = tf.memory().numTensors;
    const scores = await representationScores(linear(IDENTITY), data, options());
    expect(tf.memory().numTensors).toBe(before);
    expect(scores).toMatchObject({ factors: ['cause', 'effect', 'bit'], rows: 300 });
    const { informationGap, dci, predictability, matching, r2, agreement } = scores;
    expect(matching.mean).toBeCloseTo(1, 5);
    expect(matching.columns).toEqual([0, 1, 2]);
    for (const { score, reference } of [informationGap, predictability]) {
      expect(score.mean).toBeCloseTo(reference.mean, 3);
      expect(reference.mean).toBeLessThan(0.9);
      expect(reference.mean).toBeGreaterThan(0.1);
    }
    expect(dci.score.disentanglement).toBeCloseTo(dci.reference.disentanglement, 3);
    expect(dci.score.importance[1]?.[1]).toBeGreaterThan(0.9);
    expect(r2.score[0]?.[0]).toBeCloseTo(r2.reference[0]?.[0] ?? NaN, 3);
    expect(r2.score[0]?.[0]).toBeGreaterThan(0.9);
    expect(r2.score[2]?.[0]).toBeLessThan(0.3);
    expect(agreement.map(({ correlation }) => Math.round(correlation * 1e4) / 1e4)).toEqual([
      1, 1, 1,
    ]);
    expect(agreement[2]?.area).toBe(1);
  });

  it('finds constant codes worthless and copies harmful', async () => {
    const constant = await representationScores(
      linear(IDENTITY.map((row) => row.map(() => 0))),
      data,
      options(),
    );
    expect(constant.matching.mean).toBe(0);
    expect(constant.informationGap.score.mean).toBe(0);
    expect(constant.dci.score.disentanglement).toBe(0);
    expect(constant.informationGap.reference.mean).toBeGreaterThan(0.1);
    const copies = await representationScores(
      linear(IDENTITY.map((row) => [...row, ...row])),
      data,
      options(),
    );
    expect(copies.informationGap.score.mean).toBe(0);
    expect(copies.matching.mean).toBeCloseTo(1, 5);
  });

  it('counts free coordinates among the codes unless told otherwise', async () => {
    const swapped = linear(
      [
        [0, 1, 0, 0],
        [0, 0, 0, 1],
        [0, 0, 1, 0],
      ],
      ['cause', 'effect', 'bit'],
    );
    const all = await representationScores(swapped, data, options());
    expect(all.matching.columns).toEqual([1, 3, 2]);
    expect(all.dci.score.importance[0]).toHaveLength(4);
    const own = await representationScores(swapped, data, { ...options(), coordinates: 'factors' });
    expect(own.dci.score.importance[0]).toHaveLength(3);
    expect(own.r2.score[0]).toHaveLength(3);
    expect(own.matching.mean).toBeLessThan(0.7);
    // The coordinate of the cause is constant in both.
    expect(all.agreement[0]?.correlation).toBe(0);
    expect(own.agreement).toEqual(all.agreement);
  });

  it('takes another predictor, and as many rows as there are', async () => {
    const scores = await representationScores(linear(IDENTITY, ['effect']), causeEffectBit(60), {
      stream: new RandomStream(3),
      batchSize: 7,
      fit: (codes) => ({ importance: codes.map((_, i) => i), predict: ([first = []]) => first }),
    });
    expect(scores.rows).toBe(60);
    expect(scores.dci.score.importance).toEqual([[0, 1, 2]]);
    // The only factor is read from the first coordinate, the cause.
    expect(scores.agreement[0]?.correlation).toBeGreaterThan(0.7);
    expect(scores.agreement[0]?.correlation).toBeLessThan(0.99);
  });

  it('refuses what does not fit, and stops for a signal', async () => {
    const scores = (more: object, model = linear(IDENTITY)) =>
      representationScores(model, data, { ...options(), ...more });
    await expect(scores({ rows: 10 })).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    await expect(scores({ coordinates: 'free' })).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    await expect(scores({}, linear(IDENTITY, ['light']))).rejects.toThrow(/light/);
    const wide = { ...linear(IDENTITY), observationShape: [4] };
    await expect(scores({}, wide)).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    const broken = { ...linear(IDENTITY), encode: (x: tf.Tensor) => tf.mul<tf.Tensor2D>(x, NaN) };
    await expect(scores({}, broken)).rejects.toMatchObject({ code: 'ERR_VALUES' });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(scores({ signal })).rejects.toThrow('enough');
  });
});
