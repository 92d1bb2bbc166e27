import * as z from 'zod';
import { defineRecipe } from '../../../run/recipe.ts';
import { graphSection } from '../structure/graphSection.ts';
import { edgeSection } from '../structure/sections.ts';
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
    'chain-8',
    'chain-20',
    'jungle-15',
  ]),
  /** Rows of the undisturbed system; synthetic networks get a tenth. */
  observational: STRUCTURE_SETTINGS.observational.default(50_000),
  /** Rows of each intervention. */
  perTarget: z.int().min(1).default(200),
  /** Networks with other rows of each intervention. */
  perTargetOf: z.record(z.string(), z.int().min(1)).default({ asia: 512 }),
  runs: STRUCTURE_SETTINGS.runs.default(5),
  restarts: z.int().min(1).default(100),
});

/** Graph and hidden targets of interventions together. */
export const unknownTargets = defineRecipe({
  name: 'meta-transfer/unknown-targets',
  title: 'Graphs from interventions whose targets nobody tells',
  paper: { ...META_TRANSFER_PAPER, items: 'interventions with unknown targets, for graphs' },
  schema,
  presets: {
    quick: { networks: ['cancer', 'asia', 'chain-8'], runs: 2 },
    paper: {},
  },
  compared: [],

  run: (context, config) =>
    structureResult(context, cellsOf(config), {
      row: ({ cell }) => cell.network,
      isMain: () => true,
    }),

  draw: async (material, config) => {
    const cells = cellsOf(config);
    return [...(await graphSection(material, cells)), ...(await edgeSection(material, cells))];
  },
});

function cellsOf(config: z.output<typeof schema>): StructureCell[] {
  const { networks, perTargetOf, observational, ...rest } = config;
  return networks.map((network) => ({
    ...rest,
    name: network,
    network,
    engine: 'joint' as const,
    hidden: true,
    perTarget: perTargetOf[network] ?? rest.perTarget,
    observational: network.includes('-') ? Math.ceil(observational / 10) : observational,
  }));
}
