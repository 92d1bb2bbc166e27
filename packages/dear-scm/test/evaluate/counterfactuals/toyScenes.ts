import * as tf from '@tensorflow/tfjs';
import { factorDataset, factorGraph } from '@causal-mechanisms/datasets';
import type { FactorDataset, FactorGraph, SceneDataset } from '@causal-mechanisms/datasets';
import type { CounterfactualModel } from '../../../src/evaluate/counterfactuals/counterfactualModel.ts';
import type { FactorReader } from '../../../src/evaluate/factorReader.ts';

/** Cause, another cause, and an effect that is twice the first plus a residual; all are seen as they are. */
export const TOY_ROWS = [
  [0, 5, 1],
  [1, 6, 2],
  [2, 7, 4],
  [3, 8, 5.5],
] as const;

export const toyGraph: FactorGraph = factorGraph('cause -> effect', {
  factors: ['cause', 'other', 'effect'],
});

const FACTORS = ['cause', 'other', 'effect'].map((name) => ({ name, kind: 'continuous' }) as const);

/** What a row would have been like. */
export function toyAnswer(
  row: readonly number[],
  targets: Readonly<Record<string, number>>,
): number[] {
  const [cause = NaN, other = NaN, effect = NaN] = row;
  const [a, b] = [targets['cause'] ?? cause, targets['other'] ?? other];
  return [a, b, targets['effect'] ?? effect + 2 * (a - cause)];
}

function toyData(rows: readonly (readonly number[])[]): FactorDataset {
  return factorDataset({
    name: 'toy scenes',
    observations: Float32Array.from(rows.flat()),
    shape: [3],
    factors: FACTORS,
    values: rows.flat(),
  });
}

export const toyScenes: SceneDataset = {
  ...toyData(TOY_ROWS),
  counterfactual: (targets) => toyData(TOY_ROWS.map((row) => toyAnswer(row, targets))),
};

/** A model that answers as `answer` does, after what it does to observations anyway. */
export function toyModel(
  answer: (
    row: readonly number[],
    targets: Readonly<Record<string, number>>,
  ) => number[] = toyAnswer,
  seen: (x: tf.Tensor) => tf.Tensor = (x) => tf.clone(x),
): CounterfactualModel {
  return {
    reconstruct: seen,
    do: async (x, targets) => {
      const before = seen(x);
      const rows = (await before.array()) as number[][];
      before.dispose();
      return { observations: tf.tensor2d(rows.map((row) => answer(row, targets))) };
    },
  };
}

/** Reads what is there, in another order than that of the graph. */
export const toyReader: FactorReader = {
  observationShape: [3],
  factors: [FACTORS[2], FACTORS[0], FACTORS[1]].flatMap((factor) => factor ?? []),
  factorValues: async (x) => {
    const rows = (await x.array()) as number[][];
    return Float64Array.from(rows.flatMap(([a = NaN, b = NaN, c = NaN]) => [c, a, b]));
  },
};
