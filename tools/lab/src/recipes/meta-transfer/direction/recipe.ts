import { categoricalPair } from '@causal-mechanisms/datasets';
import {
  beliefTrajectory,
  directionConfigSchema,
  expectedRatio,
  transferDeltas,
} from '@causal-mechanisms/meta-transfer';
import { median, quantileBands } from '@causal-mechanisms/metrics';
import { pacer, RandomStream, sigmoid } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { curveChart } from '../../../report/figures/curves.ts';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { PAIR_DATA, PAIR_PAPER } from '../pairPaper.ts';

const schema = z
  .strictObject(directionConfigSchema.shape)
  .omit({ start: true, seed: true, change: true })
  .extend({
    /** Numbers of categories of both variables. */
    categories: z.array(z.int().min(2).max(256)).min(1).default([10, 100]),
    /** Random truths of each number of categories and each direction. */
    truths: z.int().min(1).default(100),
  });

type DirectionStudyConfig = z.output<typeof schema>;

/** The belief in the truth after some episodes, as read off the figure stored with the authors' code. */
const AUTHORS = [
  [1, 0.48],
  [100, 0.65],
  [200, 0.79],
  [300, 0.87],
  [400, 0.915],
  [500, 0.945],
  [600, 0.965],
  [800, 0.985],
  [1000, 0.993],
] as const;

const CERTAIN = 0.99;
const DIRECTIONS = ['A->B', 'B->A'] as const;

/** Which of two variables is the cause. */
export const metaTransferDirection = defineRecipe({
  name: 'meta-transfer/direction',
  title: 'Which of two variables is the cause',
  paper: { ...PAIR_PAPER, items: 'the belief in the true direction over transfer episodes' },
  schema,
  presets: {
    quick: { categories: [10], truths: 10, episodes: 300, optimiser: { learningRate: 0.03 } },
    small: {},
    paper: { truths: 1000 },
  },
  compared: [],

  async run(context, config) {
    await context.pinData(PAIR_DATA);
    const pause = pacer();
    const measures: Measure[] = [];
    const curves: Record<string, { low: number[]; middle: number[]; high: number[] }> = {};
    let [certain, asked] = [0, 0];
    for (const categories of config.categories) {
      for (const direction of DIRECTIONS) {
        const found = [];
        for (let truth = 0; truth < config.truths; truth++) {
          context.signal.throwIfAborted();
          const stream = new RandomStream(context.seed).split(
            `${categories}/${direction}/${truth}`,
          );
          found.push(followTruth({ categories, direction, stream }, config));
          await pause();
        }
        const name = `${categories} categories, ${direction}`;
        measures.push(...measuresOf(name, found));
        certain += found.filter(({ final }) => final > CERTAIN).length;
        asked += found.length;
        const { low, middle, high } = quantileBands(found.map(({ beliefs }) => beliefs));
        curves[name] = { low: [...low], middle: [...middle], high: [...high] };
      }
    }
    return {
      headline: `The true direction is believed above ${CERTAIN} in ${certain} of ${asked} random truths.`,
      measures: [
        {
          name: 'certain',
          label: `truths believed above ${CERTAIN}`,
          value: certain,
          outOf: asked,
          format: 'integer',
          main: true,
        },
        ...measures,
      ],
      data: PAIR_DATA,
      matrices: {},
      details: { curves },
    };
  },

  async draw(material) {
    const { curves } = material.result.details as {
      curves: Record<string, { low: number[]; middle: number[]; high: number[] }>;
    };
    const chart = await curveChart(
      [
        ...Object.entries(curves).map(([label, { low, middle, high }]) => ({
          label,
          points: middle.map((belief, i) => [i + 1, belief] as const),
          band: low.map((bottom, i) => [i + 1, bottom, high[i] ?? NaN] as const),
        })),
        { label: "authors' figure, 10 categories, read off", points: AUTHORS },
      ],
      [],
      { xTitle: 'episode', yTitle: 'belief in the true direction', yRange: [0.4, 1] },
    );
    const text =
      'The median over random truths, with the band from 25 to 75 %, beside the one truth of the figure stored with the code of the authors.';
    return [
      {
        title: 'The belief becomes certain',
        text,
        blocks: [await material.figure('beliefs', chart)],
      },
    ];
  },
});

interface Truth {
  readonly categories: number;
  readonly direction: (typeof DIRECTIONS)[number];
  readonly stream: RandomStream;
}

/** The belief in the true direction over the episodes of one truth. */
function followTruth({ categories, direction, stream }: Truth, config: DirectionStudyConfig) {
  const { episodes, batches, batchSize, innerRate: learningRate, regretOver, optimiser } = config;
  const pair = categoricalPair({ categories, stream, direction });
  const scores = transferDeltas(pair, stream, { episodes, batches, batchSize, learningRate });
  const { forward, backward, deltas } = scores;
  const gammas =
    regretOver === 'episode'
      ? beliefTrajectory(deltas, { optimiser })
      : beliefTrajectory(
          forward.map((score, i) => score - (backward[i] ?? NaN)),
          { optimiser, perEpisode: batches },
        );
  const sign = direction === 'A->B' ? 1 : -1;
  const beliefs = gammas.map((gamma) => sigmoid(sign * gamma));
  const forTruth = deltas.map((delta) => sign * delta);
  return {
    beliefs,
    final: beliefs.at(-1) ?? NaN,
    first: beliefs.findIndex((belief) => belief > CERTAIN) + 1,
    meanDelta: forTruth.reduce((sum, delta) => sum + delta, 0) / episodes,
    negative: forTruth.filter((delta) => delta < 0).length / episodes,
    ratio: expectedRatio(forTruth),
  };
}

function measuresOf(name: string, found: readonly ReturnType<typeof followTruth>[]): Measure[] {
  const of = (key: 'final' | 'first' | 'meanDelta' | 'negative' | 'ratio') =>
    found.map((truth) => truth[key]);
  const reached = of('first').filter((episode) => episode > 0);
  const all = reached.length === found.length;
  const shown = [
    [
      'certain',
      `above ${CERTAIN}`,
      of('final').filter((belief) => belief > CERTAIN).length,
      'integer',
    ],
    ['smallest', 'smallest at the end', Math.min(...of('final')), 'decimal'],
    ['median', 'median episode to it', reached.length === 0 ? null : median(reached), 'integer'],
    ['last', 'last episode to it', all ? Math.max(...reached) : null, 'integer'],
    ['delta', 'mean Delta, median', median(of('meanDelta')), 'decimal'],
    ['delta-least', 'mean Delta, smallest', Math.min(...of('meanDelta')), 'decimal'],
    [
      'negative',
      'episodes against',
      of('negative').reduce((sum, s) => sum + s, 0) / found.length,
      'percent',
    ],
    ['ratio', 'largest mean of exp(-Delta)', Math.max(...of('ratio')), 'decimal'],
  ] as const;
  return shown.map(([key, column, value, format]) => ({
    name: `${name}/${key}`,
    label: column,
    model: name,
    column,
    table: 'truth',
    value,
    format,
    ...(key === 'certain' ? { outOf: found.length } : {}),
  }));
}
