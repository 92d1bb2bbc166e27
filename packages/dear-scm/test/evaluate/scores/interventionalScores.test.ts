import * as tf from '@tensorflow/tfjs';
import { factorDataset } from '@causal-mechanisms/datasets';
import type { SceneDataset } from '@causal-mechanisms/datasets';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { interventionalScores } from '../../../src/index.ts';
import { toyAnswer, toyReader } from '../counterfactuals/toyScenes.ts';

beforeAll(() => useBackend());

type Targets = Readonly<Record<string, number>>;

/** Rows of a cause, another one, and an effect that is twice the first and a residual. */
function rowsOf(count: number, stream: RandomStream): number[][] {
  return Array.from({ length: count }, () => {
    const cause = stream.normal();
    return [cause, stream.normal(5), 2 * cause + stream.normal()];
  });
}

function scenesOf(rows: number[][]): SceneDataset {
  const data = (values: number[][]) =>
    factorDataset({
      name: 'scenes',
      observations: Float32Array.from(values.flat()),
      shape: [3],
      factors: ['cause', 'other', 'effect'].map((name) => ({ name, kind: 'continuous' as const })),
      values: values.flat(),
    });
  return {
    ...data(rows),
    counterfactual: (targets) => data(rows.map((row) => toyAnswer(row, targets))),
  };
}

const scenes = scenesOf(rowsOf(400, new RandomStream(1)));
const sampler = (answer: (row: readonly number[], targets: Targets) => number[]) => ({
  sampleDo: (count: number, targets: Targets, stream: RandomStream) =>
    Promise.resolve({
      observations: tf.tensor2d(rowsOf(count, stream).map((row) => answer(row, targets))),
    }),
});
const options = (more: object = {}) => ({
  reader: toyReader,
  stream: new RandomStream(2),
  ...more,
});

describe('interventionalScores', () => {
  it('is as low as for the truth where the model is right', async () => {
    const before = tf.memory().numTensors;
    const { interventions, distance, rows } = await interventionalScores(
      sampler(toyAnswer),
      scenes,
      options(),
    );
    expect(tf.memory().numTensors).toBe(before);
    expect(rows).toBe(200);
    expect(interventions).toHaveLength(6);
    expect(interventions.map(({ factor }) => factor).slice(0, 2)).toEqual(['effect', 'effect']);
    const causes = interventions.filter(({ factor }) => factor === 'cause');
    expect(causes[0]?.value).toBeCloseTo(-0.67, 0);
    expect(causes[1]?.value).toBeCloseTo(0.67, 0);
    expect(distance.score.distances).toHaveLength(6);
    expect(distance.reference.mean).toBeLessThan(0.05);
    expect(distance.reference.mean).toBeGreaterThan(0);
    expect(distance.score.mean).toBeLessThan(0.05);
    expect(distance.score.mean).toBeGreaterThan(0);
  });

  it('sees effects that do not follow', async () => {
    const values = { effect: [], other: [], cause: [3] };
    const { distance, interventions } = await interventionalScores(
      sampler((row, targets) => [targets['cause'] ?? NaN, row[1] ?? NaN, row[2] ?? NaN]),
      scenes,
      options({ values, rows: 100, batchSize: 33 }),
    );
    expect(interventions).toEqual([{ factor: 'cause', value: 3 }]);
    expect(distance.score.mean).toBeGreaterThan(10 * distance.reference.mean);
  });

  it('depends on the stream alone', async () => {
    const scores = () => interventionalScores(sampler(toyAnswer), scenes, options({ rows: 50 }));
    expect(await scores()).toEqual(await scores());
  });

  it('refuses impossible numbers, and stops for a signal', async () => {
    const refused = (more: object) =>
      interventionalScores(sampler(toyAnswer), scenes, options(more));
    for (const bad of [{ rows: 1 }, { rows: 201 }, { batchSize: 0 }]) {
      await expect(refused(bad)).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    }
    const light = { ...toyReader, factors: [{ name: 'light', kind: 'continuous' as const }] };
    await expect(refused({ reader: light })).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(refused({ signal })).rejects.toThrow('enough');
  });
});
