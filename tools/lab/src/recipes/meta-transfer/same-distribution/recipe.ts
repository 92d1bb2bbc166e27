import { categoricalPair } from '@causal-mechanisms/datasets';
import { adaptationCurves } from '@causal-mechanisms/meta-transfer';
import { median, quantileBands } from '@causal-mechanisms/metrics';
import { pacer, RandomStream } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { curveChart } from '../../../report/figures/curves.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { PAIR_DATA, PAIR_PAPER } from '../pairPaper.ts';

const schema = z.strictObject({
  /** The number of categories of both variables. */
  categories: z.int().min(2).max(256).default(10),
  /** Random truths A->B. */
  truths: z.int().min(1).default(10),
  /** Steps of RMSprop. */
  steps: z.int().min(1).default(1000),
  /** Fresh pairs per step. */
  batchSize: z.int().min(1).default(100),
  /** The step size. */
  learningRate: z.number().positive().default(0.01),
});

/** Without a change of distribution, both hypotheses learn alike. */
export const metaTransferSameDistribution = defineRecipe({
  name: 'meta-transfer/same-distribution',
  title: 'Without a change, both hypotheses learn alike',
  paper: {
    ...PAIR_PAPER,
    items: 'both hypotheses trained on one distribution',
    holds: 'at any size',
  },
  schema,
  presets: { quick: { truths: 3 }, small: {}, paper: { truths: 100 } },
  compared: [],

  async run(context, config) {
    await context.pinData(PAIR_DATA);
    const { categories, truths, steps, batchSize, learningRate } = config;
    const pause = pacer();
    const found: Record<'forward' | 'backward', Float64Array>[] = [];
    for (let truth = 0; truth < truths; truth++) {
      context.signal.throwIfAborted();
      const stream = new RandomStream(context.seed).split(`${truth}`);
      const pair = categoricalPair({ categories, stream });
      const { forward, backward, optimum } = adaptationCurves(pair, pair, {
        start: 'uniform',
        optimiser: 'rmsprop',
        steps,
        batchSize,
        learningRate,
        stream,
      });
      found.push({ forward: below(forward, optimum), backward: below(backward, optimum) });
      await pause();
    }
    const last = (curve: Float64Array) => curve.at(-1) ?? NaN;
    const gaps = found.map(({ forward, backward }) => last(forward) - last(backward));
    const largest = Math.max(...gaps.map(Math.abs));
    const middle = (key: 'forward' | 'backward') => [
      ...quantileBands(found.map((curves) => curves[key])).middle,
    ];
    return {
      headline: `After ${steps} steps on one distribution the hypotheses differ by at most ${largest.toPrecision(2)} nat.`,
      measures: [
        {
          name: 'gap',
          label: 'largest difference at the end, nat',
          value: largest,
          paper: 'none to be seen',
          main: true,
        },
        {
          name: 'mean',
          label: 'mean difference at the end, A->B minus B->A',
          value: gaps.reduce((sum, gap) => sum + gap, 0) / truths,
        },
        ...(['forward', 'backward'] as const).map((key) => ({
          name: key,
          label: `${key === 'forward' ? 'A->B' : 'B->A'}, below the optimum at the end, median`,
          value: median(found.map((curves) => last(curves[key]))),
        })),
      ],
      data: PAIR_DATA,
      matrices: {},
      details: { forward: middle('forward'), backward: middle('backward') },
    };
  },

  async draw(material) {
    const details = material.result.details as Record<'forward' | 'backward', number[]>;
    const curves = (['forward', 'backward'] as const).map((key) => ({
      label: key === 'forward' ? 'A->B, the true one' : 'B->A',
      points: details[key].map((value, step) => [step, value] as const),
    }));
    const options = { xTitle: 'step', yTitle: 'log-likelihood below the optimum, nats' };
    const chart = await curveChart(curves, [], options);
    return [
      {
        title: 'One distribution tells nothing',
        text: 'Both hypotheses start at uniform tables and learn one and the same distribution: medians over random truths.',
        blocks: [await material.figure('learning', chart)],
      },
    ];
  },
});

function below(curve: Float64Array, optimum: number): Float64Array {
  return curve.map((value) => optimum - value);
}
