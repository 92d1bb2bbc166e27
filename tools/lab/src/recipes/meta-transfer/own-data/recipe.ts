import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { PAIR_PAPER } from '../pairPaper.ts';
import { ownDataSchema, sizeInWords } from './settings.ts';
import { tallyAnswers } from './tally.ts';
import type { Tally, TallyOptions } from './tally.ts';
import { categoricalTruth, curveTruth } from './truths.ts';

const DATA = {
  kind: 'generated',
  description:
    'pairs of categorical variables with uniform Dirichlet tables, and curves with noise',
  chosenBy: 'the task',
} as const;

const CURVE_CHANGES = ['cause', 'effect', 'both', 'nothing'] as const;
const COLUMNS: readonly (readonly [keyof Tally, string])[] = [
  ['right', 'right'],
  ['wrong', 'wrong'],
  ['independent', 'independent'],
  ['undecided', 'undecided'],
  ['twoHypotheses', 'two hypotheses right'],
];

/** How often `causalDirection` is right, wrong and silent, where the truth is known. */
export const metaTransferOwnData = defineRecipe({
  name: 'meta-transfer/own-data',
  title: 'How far answers about own data can be trusted',
  paper: {
    ...PAIR_PAPER,
    items: 'not in the paper, which assumes that the cause was changed',
  },
  schema: ownDataSchema,
  presets: {
    quick: {
      truths: 4,
      curves: 2,
      draws: 40,
      sizes: [{ categories: 4, training: 1000, transfer: 200, transfers: 3 }],
    },
    small: { truths: 40 },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(DATA);
    const measures: Measure[] = [];
    let wrong = 0;
    let asked = 0;
    const ask = async (of: Asked): Promise<void> => {
      const stream = new RandomStream(context.seed).split(`${of.model} ${of.change}`);
      const tally = await tallyAnswers({
        ...of,
        stream,
        afterEach: () => {
          context.signal.throwIfAborted();
        },
      });
      wrong += tally.wrong;
      asked += of.truths;
      measures.push(...measuresOf(tally, of));
    };
    for (const size of config.sizes) {
      for (const change of config.changes) {
        await ask({
          model: sizeInWords(size),
          change,
          truths: config.truths,
          independent: change === 'independent',
          draw: (direction, stream) => categoricalTruth(size, change, direction, stream),
          ask: { draws: config.draws },
        });
      }
    }
    for (const numeric of config.curves === 0 ? [] : (['bins', 'continuous'] as const)) {
      for (const change of CURVE_CHANGES) {
        await ask({
          model: `numbers, ${numeric}`,
          change,
          truths: config.curves,
          draw: (direction, stream) => curveTruth(change, direction, stream),
          ask: { numeric, draws: numeric === 'bins' ? config.draws : Math.min(40, config.draws) },
        });
      }
    }
    const answer: Measure = {
      name: 'wrong',
      label: 'wrong answers',
      value: wrong,
      outOf: asked,
      format: 'integer',
      main: true,
    };
    return {
      headline: `${wrong} of ${asked} answers were wrong.`,
      measures: [answer, ...measures],
      data: DATA,
      matrices: {},
      details: {},
    };
  },

  draw: () => Promise.resolve([]),
});

/** What is asked, and where it stands in the tables. */
interface Asked extends Omit<TallyOptions, 'stream' | 'afterEach'> {
  readonly model: string;
  readonly change: string;
}

function measuresOf(tally: Tally, { model, change, truths }: Asked): Measure[] {
  return COLUMNS.map(([key, column]) => ({
    name: `${change}/${model}/${key}`,
    label: `changed: ${change}, ${column}`,
    model,
    column,
    table: `changed: ${change}`,
    value: tally[key] / truths,
    format: 'percent',
  }));
}
