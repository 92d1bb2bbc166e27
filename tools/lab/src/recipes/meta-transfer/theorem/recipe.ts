import {
  beliefDrift,
  beliefTrajectory,
  expectedRatio,
  restingBelief,
} from '@causal-mechanisms/meta-transfer';
import { RandomStream, sigmoid } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { curveChart } from '../../../report/figures/curves.ts';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { PAIR_DATA, PAIR_PAPER } from '../pairPaper.ts';

const schema = z.strictObject({
  /** Episodes of each case. */
  episodes: z.int().min(100).default(200_000),
  /** Step size of plain gradient descent on gamma. */
  learningRate: z.number().positive().default(0.05),
});

/** Distributions of Delta: values and how often each comes in ten. */
const CASES = [
  { name: 'always +0.1', deltas: [0.1], says: 'above 0.99' },
  {
    name: '+2 in 9 of 10, -10 in 1 of 10',
    deltas: [2, 2, 2, 2, 2, 2, 2, 2, 2, -10],
    says: '1 by the theorem as stated',
  },
  { name: '+2 in 9 of 10, -1.5 in 1 of 10', deltas: [2, 2, 2, 2, 2, 2, 2, 2, 2, -1.5], says: '1' },
] as const;

/** When the belief becomes certain, and when not. */
export const metaTransferTheorem = defineRecipe({
  name: 'meta-transfer/theorem',
  title: 'When the belief becomes certain',
  paper: { ...PAIR_PAPER, items: 'the proposition on the limit of gamma', holds: 'at any size' },
  schema,
  presets: { quick: { episodes: 50_000 }, small: {}, paper: { episodes: 2_000_000 } },
  compared: [],

  async run(context, { episodes, learningRate }) {
    await context.pinData(PAIR_DATA);
    const found = CASES.map(({ name, deltas, says }) => {
      const stream = new RandomStream(context.seed).split(name);
      const drawn = Float64Array.from(
        { length: episodes },
        () => deltas[stream.integer(0, deltas.length)] ?? NaN,
      );
      const gammas = beliefTrajectory(drawn, { optimiser: { kind: 'sgd', learningRate } });
      const tail = gammas.subarray(Math.floor(episodes / 2));
      return {
        name,
        says,
        mean: deltas.reduce<number>((sum, delta) => sum + delta, 0) / deltas.length,
        ratio: expectedRatio(deltas),
        resting: sigmoid(restingBelief(deltas)),
        final: tail.reduce((sum, gamma) => sum + sigmoid(gamma), 0) / tail.length,
      };
    });
    const measures: Measure[] = found.flatMap(
      ({ name: model, says, mean, ratio, resting, final }) =>
        (
          [
            ['mean', 'mean of Delta', mean],
            ['ratio', 'mean of exp(-Delta)', ratio],
            ['resting', 'belief where the drift is 0', resting],
            ['final', 'belief, second half of the run', final],
          ] as const
        ).map(([key, column, value]) => ({
          name: `${model}/${key}`,
          label: column,
          model,
          column,
          table: 'Delta',
          value,
          ...(key === 'final' ? { paper: says, main: true } : {}),
        })),
    );
    return {
      headline: `A Delta of +2 in nine episodes of ten and -10 in one has a mean of 0.8, and the belief comes to rest at ${found[1]?.final.toFixed(3) ?? ''}.`,
      measures,
      data: PAIR_DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material) {
    const curves = CASES.map(({ name, deltas }) => ({
      label: name,
      points: Array.from({ length: 121 }, (_, i) => {
        const gamma = -2 + i / 12;
        // Times the slope of the sigmoid's inverse: the sign is to be seen where the belief is nearly certain.
        return [gamma, beliefDrift(gamma, deltas) / (sigmoid(gamma) * sigmoid(-gamma))] as const;
      }),
    }));
    const chart = await curveChart(curves, [{ label: 'at rest', value: 0, source: 'exact' }], {
      xTitle: 'gamma',
      yTitle: 'drift / (belief times disbelief)',
      yRange: [-2, 6],
    });
    return [
      {
        title: 'Drift of the belief',
        text: 'Gamma grows where the curve is above 0. Near certainty the curve tends to 1 - E[exp(-Delta)]: that this is positive decides, not that the mean of Delta is.',
        blocks: [await material.figure('drift', chart)],
      },
    ];
  },
});
