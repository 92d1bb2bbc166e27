import { categoricalPair, transferDistribution } from '@causal-mechanisms/datasets';
import type { PairChange } from '@causal-mechanisms/datasets';
import { gradientCounts } from '@causal-mechanisms/meta-transfer';
import type { ExpectedGradient } from '@causal-mechanisms/meta-transfer';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { PAIR_DATA, PAIR_PAPER } from '../pairPaper.ts';

const schema = z.strictObject({
  /** Numbers of categories of both variables. */
  categories: z.array(z.int().min(2).max(256)).min(1).default([2, 10, 100]),
  /** Random truths of each; the largest counts are shown. */
  truths: z.int().min(1).default(10),
});

const CHANGES: readonly (readonly [PairChange, string])[] = [
  ['cause', 'cause changed'],
  ['conditional', 'conditional changed'],
  ['effect', 'effect changed, do(B)'],
];

/** How many parameters have to move after an intervention. */
export const metaTransferGradientCounts = defineRecipe({
  name: 'meta-transfer/gradient-counts',
  title: 'How many parameters have to move',
  paper: {
    ...PAIR_PAPER,
    items: 'the proposition that the gradient of unchanged modules is zero',
    holds: 'at any size',
  },
  schema,
  presets: { quick: { truths: 3 }, small: {}, paper: { truths: 100 } },
  compared: [],

  async run(context, config) {
    await context.pinData(PAIR_DATA);
    const measures: Measure[] = [];
    for (const n of config.categories) {
      for (const [change, title] of CHANGES) {
        const found = Array.from({ length: config.truths }, (_, truth) => {
          context.signal.throwIfAborted();
          const stream = new RandomStream(context.seed).split(`${n}/${change}/${truth}`);
          const pair = categoricalPair({ categories: n, stream });
          return gradientCounts(pair, transferDistribution(pair, stream, { change }));
        });
        for (const [key, hypothesis] of [
          ['forward', 'A->B, true'],
          ['backward', 'B->A'],
        ] as const) {
          const most = (of: (gradient: ExpectedGradient) => number) =>
            Math.max(...found.map((gradients) => of(gradients[key])));
          const row = { model: `${n} categories, ${hypothesis}`, table: title };
          measures.push(
            {
              ...row,
              ...column(
                `${change}/${n}/${key}`,
                'marginal',
                most((g) => g.marginalCount),
                n,
              ),
            },
            {
              ...row,
              ...column(
                `${change}/${n}/${key}`,
                'conditional',
                most((g) => g.conditionalCount),
                n * n,
              ),
            },
            {
              ...row,
              ...column(
                `${change}/${n}/${key}`,
                'all',
                most((g) => g.count),
                n + n * n,
              ),
              ...(change === 'cause'
                ? { paper: key === 'forward' ? `N = ${n}` : `N + N^2 = ${n + n * n}` }
                : {}),
            },
          );
        }
      }
    }
    const n = config.categories.at(-1) ?? NaN;
    return {
      headline: `After an intervention on the cause ${n} of ${n + n * n} parameters have to move in the true direction, and all of them in the other.`,
      measures,
      data: PAIR_DATA,
      matrices: {},
      details: {},
    };
  },

  draw: () => Promise.resolve([]),
});

function column(name: string, title: string, value: number, outOf: number) {
  return {
    name: `${name}/${title}`,
    label: title,
    column: title,
    value,
    outOf,
    format: 'integer',
  } as const;
}
