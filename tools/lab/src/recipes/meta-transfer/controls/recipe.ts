import { categoricalPair, samplePairs, transferDistribution } from '@causal-mechanisms/datasets';
import type { PairChange } from '@causal-mechanisms/datasets';
import {
  beliefTrajectory,
  moduleBelief,
  PAIR_STRUCTURES,
  transferDeltas,
} from '@causal-mechanisms/meta-transfer';
import type { PairStructure } from '@causal-mechanisms/meta-transfer';
import { pacer, RandomStream } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { PAIR_DATA, PAIR_PAPER } from '../pairPaper.ts';

const schema = z.strictObject({
  /** The number of categories of both variables. */
  categories: z.int().min(2).max(256).default(10),
  /** Random truths A->B of each kind. */
  truths: z.int().min(1).default(100),
  /** Episodes of the two hypotheses, 20 pairs each. */
  episodes: z.int().min(1).default(300),
  /** Step size of gamma. */
  metaRate: z.number().positive().default(0.03),
  /** Training pairs of the module belief. */
  training: z.int().min(1).default(5000),
  /** Transfer distributions of the module belief. */
  transfers: z.array(z.int().min(1)).default([1, 4]),
  /** Pairs of each. */
  pairs: z.array(z.int().min(1)).default([20, 200]),
});

type ControlsConfig = z.output<typeof schema>;

/** What is done to which truths, and what would be right to say. */
const CONTROLS: readonly {
  readonly name: string;
  readonly change: PairChange;
  readonly independent: boolean;
  readonly right?: PairStructure;
}[] = [
  { name: 'cause changed', change: 'cause', independent: false, right: 'A->B' },
  { name: 'effect changed, do(B)', change: 'effect', independent: false, right: 'A->B' },
  { name: 'conditional changed', change: 'conditional', independent: false, right: 'A->B' },
  { name: 'both changed', change: 'both', independent: false },
  { name: 'nothing changed', change: 'nothing', independent: false },
  { name: 'independent, A changed', change: 'cause', independent: true, right: 'independent' },
  { name: 'independent, B changed', change: 'effect', independent: true, right: 'independent' },
];

/** What the objective says where its assumption does not hold, and what a belief over changed modules says. */
export const metaTransferControls = defineRecipe({
  name: 'meta-transfer/controls',
  title: 'What is said when something else was changed',
  paper: { ...PAIR_PAPER, items: 'not in the paper, which assumes that the cause was changed' },
  schema,
  presets: { quick: { truths: 10 }, small: {}, paper: { truths: 1000 } },
  compared: [],

  async run(context, config) {
    await context.pinData(PAIR_DATA);
    const pause = pacer();
    const measures: Measure[] = [];
    let [right, asked] = [0, 0];
    for (const control of CONTROLS) {
      let forward = 0;
      for (let truth = 0; truth < config.truths; truth++) {
        context.signal.throwIfAborted();
        const stream = new RandomStream(context.seed).split(`two/${control.name}/${truth}`);
        forward += Number(twoHypotheses(control, config, stream));
        await pause();
      }
      measures.push(cell(control.name, 'two hypotheses say', 'A->B', forward, config));
      for (const transfers of config.transfers) {
        for (const pairs of config.pairs) {
          const said = { 'A->B': 0, 'B->A': 0, independent: 0 };
          let [belief, changed] = [0, 0];
          for (let truth = 0; truth < config.truths; truth++) {
            context.signal.throwIfAborted();
            const stream = new RandomStream(context.seed).split(`${control.name}/${truth}`);
            const found = moduleAnswer(
              control,
              { ...config, count: transfers, size: pairs },
              stream,
            );
            said[found.structure] += 1;
            belief += found.belief / config.truths;
            changed += found.changed / config.truths;
            await pause();
          }
          const table = `${transfers} x ${pairs} pairs`;
          for (const structure of PAIR_STRUCTURES) {
            measures.push(cell(control.name, table, structure, said[structure], config));
          }
          measures.push(
            {
              ...cell(control.name, table, 'mean belief in A->B', belief, config),
              format: 'decimal',
            },
            {
              ...cell(control.name, table, 'changed module right', changed, config),
              format: 'percent',
            },
          );
          if (control.right === undefined || transfers === 1) continue;
          right += said[control.right];
          asked += config.truths;
        }
      }
    }
    return {
      headline: `With several transfer distributions, the belief over changed modules is right in ${right} of ${asked} truths of which one module changed.`,
      measures: [
        {
          name: 'right',
          label: 'right with several transfer distributions, one module changed',
          value: right,
          outOf: asked,
          format: 'integer',
          main: true,
        },
        ...measures,
      ],
      data: PAIR_DATA,
      matrices: {},
      details: {},
    };
  },

  draw: () => Promise.resolve([]),
});

type Control = (typeof CONTROLS)[number];

/** Whether two hypotheses come to believe in A->B. */
function twoHypotheses(
  { change, independent }: Control,
  { categories, episodes, metaRate }: ControlsConfig,
  stream: RandomStream,
): boolean {
  const pair = categoricalPair({ categories, stream, independent });
  const { deltas } = transferDeltas(pair, stream, { episodes, change });
  const gammas = beliefTrajectory(deltas, { optimiser: { learningRate: metaRate } });
  return (gammas.at(-1) ?? NaN) > 0;
}

function moduleAnswer(
  { change, independent }: Control,
  {
    categories,
    training,
    count,
    size,
  }: ControlsConfig & { readonly count: number; readonly size: number },
  stream: RandomStream,
) {
  const pair = categoricalPair({ categories, stream, independent });
  const transfers = Array.from({ length: count }, () =>
    samplePairs(transferDistribution(pair, stream, { change }), size, stream),
  );
  const data = { training: samplePairs(pair, training, stream), transfers };
  const found = moduleBelief(data, { categories: [categories, categories] });
  const module = {
    cause: 'A',
    effect: 'B',
    conditional: 'B',
    both: 'both',
    nothing: 'neither',
  } as const;
  const seen = found.transfers.filter(({ changed }) => changed[module[change]] > 0.5);
  return {
    structure: found.structure,
    belief: found.beliefs['A->B'],
    changed: seen.length / count,
  };
}

function cell(
  model: string,
  table: string,
  column: string,
  value: number,
  { truths }: ControlsConfig,
): Measure {
  const name = `${model}/${table}/${column}`;
  return {
    name,
    label: `${table}: ${column}`,
    model,
    column,
    table,
    value,
    outOf: truths,
    format: 'integer',
  };
}
