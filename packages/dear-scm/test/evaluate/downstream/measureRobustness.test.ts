import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { measureRobustness } from '../../../src/evaluate/downstream/measureRobustness.ts';
import { crossData, identity } from '../datasets.ts';

beforeAll(() => useBackend());

const test = crossData(800, 2);
const options = (agreement = 0.97) => ({
  train: crossData(400, 1, agreement),
  test,
  target: 'target',
  attribute: 'attribute',
  repeats: 2,
  stream: new RandomStream(1),
});

describe('measureRobustness', () => {
  it('is good in every group without the attribute, and bad in the worst with it', async () => {
    const before = tf.memory().numTensors;
    const factors = await measureRobustness(
      { kind: 'representation', model: identity(2) },
      options(),
    );
    const all = await measureRobustness(
      { kind: 'representation', model: identity(2), coordinates: 'all' },
      { ...options(), training: { epochs: 8 } },
    );
    expect(tf.memory().numTensors).toBe(before);
    expect(factors.worst).toHaveLength(2);
    expect(Math.min(...factors.worst)).toBeGreaterThan(0.85);
    expect(Math.max(...all.worst)).toBeLessThan(0.5);
    expect(Math.max(...all.conflicting)).toBeLessThan(0.55);
    expect(Math.min(...all.average)).toBeGreaterThan(0.5);
    const [run] = all.runs;
    expect(run?.groups.map(({ count }) => count).reduce((a, b) => a + b)).toBe(800);
    expect(run?.worst).toBe(all.worst[0]);
  });

  it('learns from as many rows as it is told, the same ones for every method', async () => {
    const seen: number[][] = [];
    const method = {
      kind: 'classifier' as const,
      train: (data: { values: Float64Array; size: number }) => {
        seen.push(Array.from({ length: data.size }, (_, i) => data.values[3 * i] ?? 0));
        return Promise.resolve({
          predict: (x: tf.Tensor) => tf.ones<tf.Rank.R1>([x.shape[0]]),
          dispose: () => undefined,
        });
      },
    };
    const found = await measureRobustness(method, { ...options(), rows: 30 });
    await measureRobustness(method, { ...options(), rows: 30 });
    expect(seen.map(({ length }) => length)).toEqual([30, 30, 30, 30]);
    expect(seen.slice(0, 2)).toEqual(seen.slice(2));
    expect(seen[0]).not.toEqual(seen[1]);
    // Always 1: right where the target is.
    expect(found.worst).toEqual([0, 0]);
    expect(found.runs[0]?.groups.map(({ accuracy }) => accuracy)).toEqual([0, 0, 1, 1]);
  });

  it.each<[string, object, string]>([
    ['an unknown attribute', { attribute: 'colour' }, 'ERR_ARGUMENT'],
    ['an attribute of real numbers', { attribute: 'x' }, 'ERR_VALUES'],
    ['more rows than there are', { rows: 401 }, 'ERR_ARGUMENT'],
    ['no repetition', { repeats: 0 }, 'ERR_ARGUMENT'],
  ])('refuses %s', async (_, wrong, code) => {
    const method = { kind: 'representation', model: identity(2) } as const;
    await expect(measureRobustness(method, { ...options(), ...wrong })).rejects.toMatchObject({
      code,
    });
  });
});
