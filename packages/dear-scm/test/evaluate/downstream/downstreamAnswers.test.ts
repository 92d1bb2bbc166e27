import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { accuracyOf, binaryLabels } from '../../../src/evaluate/downstream/binaryLabels.ts';
import { downstreamAnswers } from '../../../src/evaluate/downstream/downstreamAnswers.ts';
import type { ClassifierRun } from '../../../src/evaluate/downstream/downstreamMethod.ts';
import { crossData, identity } from '../datasets.ts';

beforeAll(() => useBackend());

const task = { train: crossData(400, 1), test: crossData(600, 2), target: 'target' };
const labels = binaryLabels('test', task.test, 'target');
const first = (count: number, from = 0) => Int32Array.from({ length: count }, (_, i) => from + i);

describe('downstreamAnswers', () => {
  it('learns on the coordinates of the factors, or on all', async () => {
    const scores: Record<string, number> = {};
    for (const coordinates of ['factors', 'all'] as const) {
      // One factor: x alone tells nothing about the sign of x y.
      const model = identity(1);
      const answer = await downstreamAnswers(
        'test',
        { kind: 'representation', model, coordinates },
        task,
      );
      const calls = model.calls;
      const [logits = []] = await answer({ subsets: [first(400)], stream: new RandomStream(1) });
      expect(model.calls).toBe(calls);
      scores[coordinates] = accuracyOf(logits, labels);
    }
    expect(scores['factors']).toBeLessThan(0.6);
    expect(scores['all']).toBeGreaterThan(0.95);
  });

  it('learns on the factors themselves', async () => {
    const before = tf.memory().numTensors;
    const scores = [];
    for (const factors of [['x'], ['x', 'attribute'], ['target']]) {
      // The attribute is the target here.
      const sets = { ...task, train: crossData(400, 1, 1), test: crossData(600, 2, 1) };
      const answer = await downstreamAnswers('test', { kind: 'factors', factors }, sets);
      const [logits = []] = await answer({ subsets: [first(400)], stream: new RandomStream(1) });
      scores.push(accuracyOf(logits, binaryLabels('test', sets.test, 'target')));
    }
    expect(scores[0]).toBeLessThan(0.6);
    expect(scores[1]).toBeGreaterThan(0.98);
    expect(scores[2]).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('passes the settings of small classifiers on', async () => {
    const method = { kind: 'representation', model: identity(2) } as const;
    const answer = await downstreamAnswers('test', method, task);
    const training = { hidden: 2, epochs: 1, batchSize: 50 };
    const learn = (settings: object) =>
      answer({ subsets: [first(100)], stream: new RandomStream(1), ...settings });
    expect(await learn({ training })).toEqual(await learn({ training }));
    expect(await learn({ training })).not.toEqual(await learn({}));
  });

  it('asks for a classifier of observations per list, and disposes of it', async () => {
    const runs: (ClassifierRun & { first: number })[] = [];
    let disposed = 0;
    const before = tf.memory().numTensors;
    const answer = await downstreamAnswers(
      'test',
      {
        kind: 'classifier',
        train: (data, run) => {
          runs.push({ ...run, first: data.values[0] ?? NaN });
          return Promise.resolve({
            // Knows the rule, but says the opposite at the second run.
            predict: (x: tf.Tensor) => {
              const rows = x as tf.Tensor2D;
              const product = rows.slice([0, 0], [-1, 1]).mul(rows.slice([0, 1], [-1, 1]));
              return product.mul(run.repeat === 0 ? 1 : -1).as1D();
            },
            dispose: () => disposed++,
          });
        },
      },
      task,
    );
    const logits = await answer({ subsets: [first(5), first(5, 9)], stream: new RandomStream(1) });
    expect(logits.map((one) => accuracyOf(one, labels))).toEqual([1, 0]);
    expect(disposed).toBe(2);
    expect(tf.memory().numTensors).toBe(before);
    const column = (row: number) => task.train.values[3 * row];
    expect(runs.map(({ rows, repeat, first: x }) => [rows, repeat, x])).toEqual([
      [5, 0, column(0)],
      [5, 1, column(9)],
    ]);
    expect(runs[0]?.seed).not.toBe(runs[1]?.seed);
  });
});
