import * as z from 'zod';
import { defineRecipe } from '../../../run/recipe.ts';
import { distanceSection } from '../structure/sections.ts';
import { META_TRANSFER_PAPER, STRUCTURE_SETTINGS } from '../structure/settings.ts';
import { structureResult } from '../structure/structureResult.ts';
import type { StructureCell } from '../structure/structureStudy.ts';

const schema = z.strictObject({
  ...STRUCTURE_SETTINGS,
  networks: STRUCTURE_SETTINGS.networks.default([
    'cancer',
    'earthquake',
    'asia',
    'sachs',
    'chain-20',
  ]),
  /** Rows of an intervention on each variable, one column each. */
  perTarget: z.array(z.int().min(0)).min(1).default([0, 10, 20, 50, 200]),
  /** Rows of the undisturbed system; synthetic networks get a tenth. */
  observational: STRUCTURE_SETTINGS.observational.default(50_000),
  runs: STRUCTURE_SETTINGS.runs.default(10),
});

/** How few samples per intervention a graph needs. */
export const fewInterventions = defineRecipe({
  name: 'meta-transfer/few-interventions',
  title: 'How few samples of interventions a graph needs',
  paper: { ...META_TRANSFER_PAPER, items: 'not in the paper' },
  schema,
  presets: {
    quick: { networks: ['cancer', 'asia', 'chain-8'], runs: 2, perTarget: [0, 20, 200] },
    paper: {},
  },
  compared: [],

  run: (context, config) =>
    structureResult(context, cellsOf(config), {
      row: ({ cell }) => `${cell.network}, ${cell.perTarget} per target`,
    }),

  draw: async (material, config) => [
    {
      ...(await distanceSection(material, cellsOf(config), 'samples per intervention')),
      text: 'With 0 samples per intervention only the class of equivalent graphs can be found: which way its open edges point is chance.',
    },
  ],
});

function cellsOf(config: z.output<typeof schema>): StructureCell[] {
  const { networks, perTarget: sizes, observational, ...rest } = config;
  return networks.flatMap((network) =>
    sizes.map((perTarget) => ({
      ...rest,
      name: `${network}-${perTarget}`,
      network,
      engine: 'greedy' as const,
      perTarget,
      hidden: false,
      observational: network.includes('-') ? Math.ceil(observational / 10) : observational,
    })),
  );
}
