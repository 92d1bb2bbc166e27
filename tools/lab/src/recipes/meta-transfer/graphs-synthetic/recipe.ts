import * as z from 'zod';
import { defineRecipe } from '../../../run/recipe.ts';
import { ENGINE_LABELS } from '../structure/engines.ts';
import { ENCO_PAPER, STRUCTURE_SETTINGS } from '../structure/settings.ts';
import { structureResult } from '../structure/structureResult.ts';
import type { StructureCell } from '../structure/structureStudy.ts';

/** Wrong edges at 25 variables: of SDI, of ENCO, and of ENCO after its acyclic step, as recalled. */
const PAPER: Readonly<Record<string, string>> = {
  'bidiag-25': 'SDI 9.0, ENCO 2.2, acyclic 0.0 (as recalled)',
  'chain-25': 'SDI 3.9, ENCO 1.7, acyclic 0.0 (as recalled)',
  'collider-25': 'SDI 16.1, ENCO 1.6, acyclic 1.6 (as recalled)',
  'full-25': 'SDI 153.9, ENCO 9.2, acyclic 5.3 (as recalled)',
  'jungle-25': 'SDI 6.9, ENCO 1.7, acyclic 0.6 (as recalled)',
  'random-25': 'SDI 10.8, ENCO 4.6, acyclic 0.2 (as recalled)',
};

const schema = z.strictObject({
  ...STRUCTURE_SETTINGS,
  networks: STRUCTURE_SETTINGS.networks.default([
    'bidiag-25',
    'chain-25',
    'jungle-25',
    'collider-25',
    'full-25',
    'random-25',
  ]),
  engines: z
    .array(z.enum(['greedy', 'exact']))
    .min(1)
    .default(['greedy']),
  observational: STRUCTURE_SETTINGS.observational.default(5000),
  perTarget: z.int().min(0).default(200),
  runs: STRUCTURE_SETTINGS.runs.default(25),
});

/** Synthetic graphs of several kinds. */
export const graphsSynthetic = defineRecipe({
  name: 'meta-transfer/graphs-synthetic',
  title: 'Synthetic graphs of several kinds',
  paper: {
    ...ENCO_PAPER,
    items: 'the table of synthetic graphs',
    used: '25 graphs of each kind, 25 variables with 10 categories, 5,000 samples and 200 per intervention',
  },
  schema,
  presets: {
    quick: { networks: ['bidiag-10', 'chain-10', 'jungle-10'], runs: 2 },
    small: { runs: 3 },
    paper: {},
  },
  compared: [],

  run: (context, config) =>
    structureResult(context, cellsOf(config), {
      row: ({ cell }) => `${cell.network}, ${ENGINE_LABELS[cell.engine]}`,
      paper: ({ cell }) => PAPER[cell.network],
      isMain: (_, place) => place < 3,
    }),

  draw: () => Promise.resolve([]),
});

function cellsOf({ networks, engines, ...sizes }: z.output<typeof schema>): StructureCell[] {
  return networks.flatMap((network) =>
    engines.map((engine) => ({
      ...sizes,
      name: `${network}-${engine}`,
      network,
      engine,
      hidden: false,
    })),
  );
}
