import * as tf from '@tensorflow/tfjs';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { measureSampleEfficiency } from '../../../src/evaluate/downstream/measureSampleEfficiency.ts';
import { crossData, identity } from '../datasets.ts';

beforeAll(() => useBackend());

const [train, test] = [crossData(400, 1), crossData(500, 2)];
const options = () => ({ train, test, target: 'target', few: 20, stream: new RandomStream(1) });

/** Right where it has seen many rows, and for a share of the test rows otherwise. */
const classifier = (shares: (rows: number, repeat: number) => number) => {
  const seen: { rows: number; x: number[] }[] = [];
  return {
    seen,
    kind: 'classifier' as const,
    train: (data: FactorDataset, { rows, repeat }: { rows: number; repeat: number }) => {
      seen.push({ rows, x: Array.from({ length: data.size }, (_, i) => data.values[3 * i] ?? 0) });
      let asked = 0;
      return Promise.resolve({
        predict: (observations: tf.Tensor) => {
          const numbers = (observations as tf.Tensor2D).arraySync();
          return tf.tensor1d(
            numbers.map(([x = 0, y = 0]) =>
              asked++ < shares(rows, repeat) * test.size ? x * y : -x * y,
            ),
          );
        },
        dispose: () => undefined,
      });
    },
  };
};

describe('measureSampleEfficiency', () => {
  it('sets few rows against many, on the same test rows', async () => {
    const before = tf.memory().numTensors;
    const method = { kind: 'representation', model: identity(2) } as const;
    const found = await measureSampleEfficiency(method, { ...options(), repeats: 3 });
    expect([found.few.length, found.many.length]).toEqual([3, 3]);
    expect(Math.min(...found.many)).toBeGreaterThan(0.93);
    expect(Math.max(...found.few)).toBeLessThan(Math.min(...found.many));
    expect(Math.min(...found.few)).toBeGreaterThan(0.5);
    expect(found.efficiency.ratios).toEqual(found.few.map((few, i) => few / (found.many[i] ?? 0)));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('averages the ratios of runs, taking fewer large runs in turn', async () => {
    const shares = { 20: [0.4, 0.6, 0.8], 400: [0.8, 1] };
    const share = (rows: number, repeat: number) => shares[rows as 20 | 400][repeat] ?? NaN;
    const method = classifier(share);
    const found = await measureSampleEfficiency(method, {
      ...options(),
      repeats: 3,
      manyRepeats: 2,
    });
    expect(found.few).toEqual([0.4, 0.6, 0.8]);
    expect(found.many).toEqual([0.8, 1]);
    expect(found.efficiency.ratios).toEqual([0.5, 0.6, 1]);
    expect(found.efficiency.mean).toBeCloseTo(0.7, 12);
    // Other rows each time, no row twice.
    const [a, b] = method.seen.map(({ x }) => x);
    expect(new Set(a).size).toBe(20);
    expect(a).not.toEqual(b);
    expect(method.seen.map(({ rows }) => rows)).toEqual([20, 20, 20, 400, 400]);
  });

  it('gives every method the same subsets', async () => {
    const [one, other] = [classifier(() => 1), classifier(() => 0.5)];
    for (const method of [one, other]) {
      await measureSampleEfficiency(method, { ...options(), repeats: 1, many: 100 });
    }
    expect(one.seen).toEqual(other.seen);
    expect(one.seen[1]?.x).toHaveLength(100);
  });

  it.each<[string, object, string]>([
    ['an unknown target', { target: 'targt' }, 'ERR_ARGUMENT'],
    ['a target of real numbers', { target: 'x' }, 'ERR_VALUES'],
    ['more rows than there are', { many: 401 }, 'ERR_ARGUMENT'],
    ['more few than many', { few: 30, many: 20 }, 'ERR_ARGUMENT'],
    ['no repetition', { repeats: 0 }, 'ERR_ARGUMENT'],
    ['more large repetitions than small', { repeats: 1, manyRepeats: 2 }, 'ERR_ARGUMENT'],
  ])('refuses %s', async (_, wrong, code) => {
    const method = { kind: 'representation', model: identity(2) } as const;
    const run = measureSampleEfficiency(method, { ...options(), ...wrong });
    await expect(run).rejects.toMatchObject({ code });
  });

  it('says when nothing is ever right, instead of dividing by it', async () => {
    const run = measureSampleEfficiency(
      classifier(() => 0),
      { ...options(), repeats: 1 },
    );
    await expect(run).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  });
});
