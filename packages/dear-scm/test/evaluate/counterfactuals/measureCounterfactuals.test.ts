import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import type { CounterfactualModel } from '../../../src/evaluate/counterfactuals/counterfactualModel.ts';
import { measureCounterfactuals } from '../../../src/evaluate/counterfactuals/measureCounterfactuals.ts';
import { toyAnswer, toyGraph, toyModel, toyReader, toyScenes } from './toyScenes.ts';

beforeAll(() => useBackend());

const options = { graph: toyGraph, reader: toyReader };

describe('measureCounterfactuals', () => {
  it('finds no fault with the truth', async () => {
    const scores = await measureCounterfactuals(toyModel(), toyScenes, options);
    expect(scores).toMatchObject({ rows: 4, factors: ['cause', 'other', 'effect'] });
    for (const errors of [scores.readingErrors, scores.reconstructionErrors]) {
      expect(Math.max(...errors)).toBeLessThan(1e-6);
    }
    expect(scores.targets.map(({ target }) => target)).toEqual(['cause', 'other', 'effect']);
    // Rows 0, 1, 2, 3 at 0.1, 0.3, 0.5, 0.7, 0.9 of the way from 0 to 3.
    expect(scores.targets[0]?.values).toEqual([0, 1, 2, 3]);
    for (const { own, effectiveness, worstDrift, responses } of scores.targets) {
      expect(own.slope).toBeCloseTo(1, 5);
      expect(effectiveness).toBeLessThan(1e-5);
      expect(worstDrift).toBeLessThan(1e-5);
      for (const { error, response, trueResponse } of responses) {
        expect(error).toBeLessThan(1e-5);
        expect(response).toBeCloseTo(trueResponse, 5);
      }
    }
    const descends = scores.targets.map(({ responses }) => responses.map((each) => each.descends));
    expect(descends).toEqual([
      [true, false, true],
      [false, true, false],
      [false, false, true],
    ]);
    expect(scores.targets[0]?.responses[2]?.slope).toBeCloseTo(1, 5);
    expect(scores.targets[1]?.responses[2]?.slope).toBeNaN();
  });

  it('sees a model that answers by half, moves what should stay, and forgets what follows', async () => {
    const model = toyModel((row, targets) => {
      const [a = 0, b = 0, c = 0] = toyAnswer(row, targets);
      const [cause = 0, other = 0, effect = 0] = row;
      if ('effect' in targets) return [a + 0.2 * (c - effect), b, c];
      return [(a + cause) / 2, (b + other) / 2, effect];
    });
    const scores = await measureCounterfactuals(model, toyScenes, options);
    const [cause, other, effect] = scores.targets;
    expect(cause?.own.slope).toBeCloseTo(0.5, 5);
    expect(other?.own.slope).toBeCloseTo(0.5, 5);
    expect(cause?.responses[2]).toMatchObject({ descends: true, drift: 0 });
    expect(cause?.responses[2]?.slope).toBeCloseTo(0, 5);
    expect(effect?.own.slope).toBeCloseTo(1, 5);
    // The cause moves by a fifth of what the effect does, in units that are its own deviation and the effect's.
    const deviation = (values: number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    const scale = deviation([1, 2, 4, 5.5]) / deviation([0, 1, 2, 3]);
    expect(effect?.worstDrift).toBeCloseTo(0.2 * scale, 5);
    expect(effect?.responses[0]?.response).toBeCloseTo(0.2 * scale, 5);
  });

  it('does not take what reconstructions get wrong for a change', async () => {
    const blurred = toyModel(toyAnswer, (x) => tf.add(x, 0.5));
    const { targets, readingErrors, reconstructionErrors } = await measureCounterfactuals(
      blurred,
      toyScenes,
      options,
    );
    expect(Math.max(...readingErrors)).toBeLessThan(1e-6);
    for (const error of reconstructionErrors) expect(error).toBeCloseTo(0.5, 5);
    expect(targets[0]?.worstDrift).toBeCloseTo(0, 5);
    expect(targets[0]?.responses[1]?.error).toBeCloseTo(0.5, 5);
  });

  it('asks about the rows and values it is told, some at a time, and keeps no tensor', async () => {
    const asked: [number, Readonly<Record<string, number>>][] = [];
    const inner = toyModel();
    const model: CounterfactualModel = {
      reconstruct: (x) => inner.reconstruct(x),
      do: (x, targets) => {
        asked.push([x.shape[0], targets]);
        return inner.do(x, targets);
      },
    };
    const before = tf.memory().numTensors;
    const scores = await measureCounterfactuals(model, toyScenes, {
      ...options,
      rows: [3, 0, 1],
      values: { cause: [7], other: [1, 2], effect: [0] },
      batchSize: 2,
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(scores.rows).toBe(3);
    expect(asked).toEqual([
      [2, { cause: 7 }],
      [1, { cause: 7 }],
      [2, { other: 1 }],
      [1, { other: 1 }],
      [2, { other: 2 }],
      [1, { other: 2 }],
      [2, { effect: 0 }],
      [1, { effect: 0 }],
    ]);
    // |7 - 3|, |7 - 0|, |7 - 1|.
    expect(scores.targets[0]?.responses[0]?.idleError).toBeCloseTo(17 / 3, 9);
  });

  it('knows who descends from whom over several steps', async () => {
    const { targets } = await measureCounterfactuals(toyModel(), toyScenes, {
      ...options,
      graph: 'other -> cause; cause -> effect',
    });
    const descends = targets.map(({ target, responses }) => [
      target,
      ...responses.filter((each) => each.descends).map(({ factor }) => factor),
    ]);
    expect(descends).toEqual([
      ['other', 'other', 'cause', 'effect'],
      ['cause', 'cause', 'effect'],
      ['effect', 'effect'],
    ]);
  });

  it('measures changes in standard deviations over the rows', async () => {
    // Of the cause 0, 1, 2, 3: the root of 1.25. The other moves as much as the cause, against it.
    const { targets } = await measureCounterfactuals(
      toyModel((row, answers) => {
        const [a = 0, b = 0, c = 0] = toyAnswer(row, answers);
        return [a, b - 2 * (a - (row[0] ?? 0)), c];
      }),
      toyScenes,
      { ...options, values: { cause: [1.5] } },
    );
    expect(targets[0]?.responses[1]?.response).toBeCloseTo(-2, 5);
    expect(targets[0]?.systematicDrift).toBeCloseTo(2, 5);
    const scale = Math.sqrt(1.25) / Math.sqrt((1 + 4 + 16 + 30.25) / 4 - 3.125 ** 2);
    expect(targets[0]?.responses[2]?.trueResponse).toBeCloseTo(2 * scale, 5);
  });

  it('stops at an abort', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(
      measureCounterfactuals(toyModel(), toyScenes, { ...options, signal }),
    ).rejects.toThrow('enough');
  });

  it('refuses what cannot be measured, and keeps no tensor', async () => {
    const before = tf.memory().numTensors;
    const refused = async (changed: object, code: string, message: string) => {
      const run = measureCounterfactuals(toyModel(), toyScenes, { ...options, ...changed });
      await expect(run).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message) as string,
      });
    };
    await refused({ rows: [1] }, 'ERR_ARGUMENT', 'at least two rows, got one');
    await refused({ rows: [0, 4] }, 'ERR_ARGUMENT', 'index 4');
    await refused({ rows: [1, 1] }, 'ERR_ARGUMENT', 'cause is the same in all rows');
    await refused({ batchSize: 0 }, 'ERR_ARGUMENT', 'batchSize');
    await refused({ graph: 'moon -> cause' }, 'ERR_ARGUMENT', 'but not moon');
    const short = { ...toyReader, factorValues: () => Promise.resolve(new Float64Array(2)) };
    await refused({ reader: short }, 'ERR_SHAPE', 'must give 3 values for each of 4');
    expect(tf.memory().numTensors).toBe(before);
  });
});
