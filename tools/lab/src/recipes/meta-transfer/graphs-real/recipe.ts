import * as z from 'zod';
import { defineRecipe } from '../../../run/recipe.ts';
import { ENGINE_LABELS } from '../structure/engines.ts';
import { graphSection } from '../structure/graphSection.ts';
import { edgeSection } from '../structure/sections.ts';
import { ENCO_PAPER, STRUCTURE_SETTINGS } from '../structure/settings.ts';
import { structureResult } from '../structure/structureResult.ts';
import type { StructureCell } from '../structure/structureStudy.ts';

/** Wrong edges of SDI and of ENCO, as recalled. */
const PAPER: Readonly<Record<string, string>> = {
  cancer: 'SDI 3.0, ENCO 0.0 (as recalled)',
  earthquake: 'SDI 0.4, ENCO 0.0 (as recalled)',
  asia: 'SDI 4.0, ENCO 0.0 (as recalled)',
  sachs: 'SDI 7.0, ENCO 0.0 (as recalled)',
  child: 'SDI 11.2, ENCO 0.0 (as recalled)',
  alarm: 'SDI 24.4, ENCO 1.0 (as recalled)',
};

const schema = z.strictObject({
  ...STRUCTURE_SETTINGS,
  networks: STRUCTURE_SETTINGS.networks.default([
    'cancer',
    'earthquake',
    'asia',
    'sachs',
    'child',
    'alarm',
  ]),
  engines: z
    .array(z.enum(['exact', 'greedy']))
    .min(1)
    .default(['exact', 'greedy']),
  observational: STRUCTURE_SETTINGS.observational.default(50_000),
  perTarget: z.int().min(0).default(512),
  runs: STRUCTURE_SETTINGS.runs.default(20),
  /** Networks with another number of runs. */
  runsOf: z.record(z.string(), z.int().min(1)).default({ child: 5, alarm: 5 }),
});

/** Networks with too many variables for the exact search at these sizes. */
const GREEDY_ONLY = ['child', 'alarm'];

/** Graphs of networks of the literature, from counts. */
export const graphsReal = defineRecipe({
  name: 'meta-transfer/graphs-real',
  title: 'Graphs of networks of the literature, from tables of counts',
  paper: {
    ...ENCO_PAPER,
    items: 'the table of real-world graphs',
    used: 'the same networks, 50,000 samples and 512 per intervention',
  },
  schema,
  presets: {
    quick: { networks: ['cancer', 'earthquake', 'asia'], runs: 3 },
    small: { runs: 5 },
    paper: {},
  },
  compared: [],

  run: (context, config) =>
    structureResult(context, cellsOf(config), {
      row: ({ cell }) => `${cell.network}, ${ENGINE_LABELS[cell.engine]}`,
      paper: ({ cell }) => PAPER[cell.network],
      isMain: ({ engine }) => engine === 'greedy',
    }),

  draw: async (material, config) => {
    const cells = cellsOf(config);
    return [...(await graphSection(material, cells)), ...(await edgeSection(material, cells))];
  },
});

function cellsOf({
  networks,
  engines,
  runsOf,
  runs,
  ...sizes
}: z.output<typeof schema>): StructureCell[] {
  return networks.flatMap((network) =>
    engines
      .filter((engine) => engine === 'greedy' || !GREEDY_ONLY.includes(network))
      .map((engine) => ({
        ...sizes,
        name: `${network}-${engine}`,
        network,
        engine,
        hidden: false,
        runs: Math.min(runs, runsOf[network] ?? runs),
      })),
  );
}
