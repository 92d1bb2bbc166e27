import { categoricalPair, transferDistribution } from '@causal-mechanisms/datasets';
import type { PairChange } from '@causal-mechanisms/datasets';
import { adaptationCurves } from '@causal-mechanisms/meta-transfer';
import type { AdaptationCurves } from '@causal-mechanisms/meta-transfer';
import { quantileBands } from '@causal-mechanisms/metrics';
import { pacer, RandomStream } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { curveChart } from '../../../report/figures/curves.ts';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import type { RecipeContext, RunMaterial } from '../../../run/recipe.ts';
import { PAIR_DATA, PAIR_PAPER } from '../pairPaper.ts';

const schema = z.strictObject({
  /** The number of categories of both variables. */
  categories: z.int().min(2).max(256).default(10),
  /** Random truths A->B. */
  truths: z.int().min(1).default(100),
  /** Transfer distributions of each. */
  transfers: z.int().min(1).default(100),
  /** Steps of adaptation. */
  steps: z.int().min(1).default(100),
  /** Fresh pairs per step; `expected` is the expected gradient. */
  batchSizes: z
    .array(z.union([z.int().min(1), z.literal('expected')]))
    .min(1)
    .default(['expected', 100, 1]),
  /** The step size. */
  learningRate: z.number().positive().default(1),
});

type AdaptationConfig = z.output<typeof schema>;

/** Medians as read off the figure stored with the authors' code: 10 categories, step, A->B, B->A. */
const AUTHORS: readonly (readonly [
  step: number,
  forward: string | undefined,
  backward: string | undefined,
])[] = [
  [0, '-4.70', '-4.70'],
  [10, '-4.08', '-4.47'],
  [20, '-3.98', '-4.35'],
  [50, undefined, '-4.18'],
  [100, '-3.94', '-4.05'],
];

const CHANGES: readonly (readonly [PairChange, string])[] = [
  ['cause', 'intervention on the cause'],
  ['effect', 'intervention on the effect, do(B)'],
];

const HYPOTHESES = [
  ['forward', 'A->B, the true one'],
  ['backward', 'B->A'],
] as const;

/** A median curve and its band from 25 to 75 %. */
interface Band {
  readonly low: readonly number[];
  readonly middle: readonly number[];
  readonly high: readonly number[];
}

/** Curves of both hypotheses, by change and size of the mini-batches. */
type Bands = Record<
  string,
  { readonly forward: Band; readonly backward: Band; readonly optimum: number }
>;

/** How fast both hypotheses adapt. */
export const metaTransferAdaptation = defineRecipe({
  name: 'meta-transfer/adaptation',
  title: 'The right hypothesis adapts faster',
  paper: { ...PAIR_PAPER, items: 'the log-likelihood of both hypotheses while they adapt' },
  schema,
  presets: {
    quick: { truths: 10, transfers: 10, batchSizes: ['expected'] },
    small: { truths: 30, transfers: 30 },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(PAIR_DATA);
    const bands: Bands = {};
    for (const [change] of CHANGES) {
      for (const size of config.batchSizes) {
        bands[`${change}/${size}`] = await follow(context, config, change, size);
      }
    }
    const measures = CHANGES.flatMap(([change, title]) =>
      config.batchSizes.flatMap((size) => measuresOf(change, title, size, bands)),
    );
    const first = bands[`cause/${config.batchSizes[0] ?? ''}`];
    const at = Math.min(10, config.steps);
    return {
      headline: `${at} steps after a change of the cause the median log-likelihood is ${first?.forward.middle[at]?.toFixed(2) ?? ''} in the true direction and ${first?.backward.middle[at]?.toFixed(2) ?? ''} in the other.`,
      measures,
      data: PAIR_DATA,
      matrices: {},
      details: { bands: bands as never },
    };
  },

  async draw(material, config) {
    const bands = material.result.details['bands'] as unknown as Bands;
    const sections = [];
    for (const size of config.batchSizes) {
      const blocks = [];
      for (const [change, title] of CHANGES)
        blocks.push(await figureOf(material, bands, change, title, size));
      sections.push({
        title: size === 'expected' ? 'The expected gradient' : perStep(size),
        text: 'The expected log-likelihood of a pair: medians over random truths and transfer distributions, with bands from 25 to 75 %. The hypothesis whose module was changed adapts faster: the true one where the cause was changed, the other where the effect was.',
        blocks,
      });
    }
    return sections;
  },
});

async function follow(
  context: RecipeContext,
  { categories, truths, transfers, steps, learningRate }: AdaptationConfig,
  change: PairChange,
  batchSize: number | 'expected',
) {
  const pause = pacer();
  const curves: AdaptationCurves[] = [];
  for (let truth = 0; truth < truths; truth++) {
    const stream = new RandomStream(context.seed).split(`${change}/${truth}`);
    const pair = categoricalPair({ categories, stream });
    for (let i = 0; i < transfers; i++) {
      context.signal.throwIfAborted();
      const transfer = transferDistribution(pair, stream, { change });
      curves.push(adaptationCurves(pair, transfer, { steps, batchSize, learningRate, stream }));
      await pause();
    }
  }
  const plain = (of: (typeof HYPOTHESES)[number][0]) => {
    const { low, middle, high } = quantileBands(curves.map((curve) => curve[of]));
    return { low: [...low], middle: [...middle], high: [...high] };
  };
  const optimum = quantileBands(curves.map((curve) => [curve.optimum])).middle[0] ?? NaN;
  return { forward: plain('forward'), backward: plain('backward'), optimum };
}

function measuresOf(
  change: PairChange,
  title: string,
  size: number | 'expected',
  bands: Bands,
): Measure[] {
  const found = bands[`${change}/${size}`];
  if (found === undefined) return [];
  const row = size === 'expected' ? 'expected gradient' : perStep(size);
  const cells = HYPOTHESES.flatMap(([key, hypothesis]) =>
    AUTHORS.filter(([step]) => step < found[key].middle.length).map(([step, forward, backward]) => {
      const paper = key === 'forward' ? forward : backward;
      return {
        name: `${change}/${size}/${key}/${step}`,
        label: `${title}, step ${step}`,
        model: `${row}, ${hypothesis}`,
        column: `step ${step}`,
        table: title,
        value: found[key].middle[step] ?? NaN,
        main: size === 'expected' && step === 10,
        ...(change === 'cause' && paper !== undefined ? { paper } : {}),
      };
    }),
  );
  const best = {
    name: `${change}/${size}/optimum`,
    label: title,
    model: `${row}, largest there can be`,
    column: 'step 100',
    table: title,
    value: found.optimum,
  };
  return [...cells, best];
}

/** The tenths of a nat around all bands. */
function rangeOf(
  curves: readonly { readonly band: readonly (readonly [number, number, number])[] }[],
) {
  const heights = curves.flatMap(({ band }) => band.flatMap(([, low, high]) => [low, high]));
  return [
    Math.floor(10 * Math.min(...heights)) / 10,
    Math.ceil(10 * Math.max(...heights)) / 10,
  ] as const;
}

function perStep(size: number): string {
  return `${size} ${size === 1 ? 'pair' : 'pairs'} per step`;
}

async function figureOf(
  material: RunMaterial,
  bands: Bands,
  change: PairChange,
  title: string,
  size: number | 'expected',
) {
  const found = bands[`${change}/${size}`];
  const curves = HYPOTHESES.flatMap(([key, label]) => {
    const band = found?.[key];
    if (band === undefined) return [];
    const points = band.middle.map((value, step) => [step, value] as const);
    const around = band.low.map((low, step) => [step, low, band.high[step] ?? NaN] as const);
    return [{ label, points, band: around }];
  });
  const chart = await curveChart(
    curves,
    [{ label: 'largest there can be', value: found?.optimum ?? NaN, source: 'exact', at: 'end' }],
    { xTitle: 'step', yTitle: 'log-likelihood of a pair, nats', yRange: rangeOf(curves) },
  );
  return material.figure(`${change}-${size}`, chart, title);
}
