import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { ownDataSchema, sizeInWords } from './settings.ts';
import type { OwnDataConfig } from './settings.ts';
import { tallyAnswers } from './tally.ts';
import type { Tally } from './tally.ts';

const DATA = {
  kind: 'generated',
  description: 'pairs of categorical variables with uniform Dirichlet tables',
  chosenBy: 'the task',
} as const;

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
    title: 'Bengio et al. (ICLR 2020), A Meta-Transfer Objective',
    url: 'https://arxiv.org/abs/1901.10912',
    items: 'no table: the paper assumes that the cause was changed',
  },
  schema: ownDataSchema,
  presets: {
    quick: {
      truths: 4,
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
    for (const size of config.sizes) {
      for (const change of config.changes) {
        const model = sizeInWords(size);
        const stream = new RandomStream(context.seed).split(`${model} ${change}`);
        const { truths, draws } = config;
        const tally = await tallyAnswers({
          size,
          change,
          truths,
          draws,
          stream,
          afterEach: () => {
            context.signal.throwIfAborted();
          },
        });
        wrong += tally.wrong;
        asked += truths;
        for (const [key, column] of COLUMNS) {
          measures.push({
            name: `${change}/${model}/${key}`,
            label: `changed: ${change}, ${column}`,
            model,
            column,
            table: tableTitle(change),
            value: tally[key] / truths,
            format: 'percent',
          });
        }
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

function tableTitle(change: OwnDataConfig['changes'][number]): string {
  return `changed: ${change}`;
}
