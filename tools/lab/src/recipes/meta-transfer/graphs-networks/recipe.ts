import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { panelChart } from '../../../report/figures/panels.ts';
import { runGraphsNetworks } from './networksStudy.ts';
import type { GraphsNetworksResult, GraphsNetworksValue } from './networksStudy.ts';
import { graphsNetworksEntries, graphsNetworksSchema } from './settings.ts';
import type { GraphsNetworksConfig } from './settings.ts';

const DATA = {
  kind: 'generated',
  description: 'samples of random causal networks, as they are and under interventions',
  chosenBy: 'the task itself',
} as const;

/** Mean distances of ENCO at 25 variables of 10 categories, raw and acyclic, as recalled. */
const PUBLISHED = {
  bidiag: ['2.2', '0.0'],
  chain: ['1.7', '0.0'],
  collider: ['1.6', '1.6'],
  full: ['9.2', '5.3'],
  jungle: ['1.7', '0.6'],
  random: ['4.6', '0.2'],
} as const;

/** ENCO's table of synthetic graphs by networks. */
export const metaTransferGraphsNetworks = defineRecipe({
  name: 'meta-transfer/graphs-networks',
  title: 'Graphs of many variables by edge beliefs and networks',
  paper: {
    title:
      'Lippe, Cohen and Gavves (ICLR 2022), Efficient Neural Causal Discovery without Acyclicity Constraints',
    url: 'https://arxiv.org/abs/2107.10483',
    items: 'the table of synthetic graphs, as recalled',
    used: '25 graphs of each kind, 25 variables of 10 categories, 5000 and 200 samples per target',
  },
  schema: graphsNetworksSchema,
  presets: {
    quick: {
      kinds: ['random'],
      graphs: 1,
      variables: 8,
      categories: 4,
      training: {
        contrast: 'regression',
        hidden: 32,
        batchSize: 64,
        draws: 30,
        pretraining: 300,
        updates: 200,
        mechanismSteps: 3,
        patience: 1,
        sparsity: 0.004,
      },
    },
    small: { graphs: 1 },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(DATA);
    const results = await runGraphsNetworks(context, config);
    const said = config.kinds.map(
      (kind) =>
        `${mean(results, kind, 'distance').toFixed(1)} (${mean(results, kind, 'acyclicDistance').toFixed(1)}) on ${kind}`,
    );
    return {
      headline: `Mean distance, without cycles in brackets: ${said.join(', ')}.`,
      measures: config.kinds.flatMap((kind) => measuresOf(kind, config, results)),
      data: DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    const panels = [];
    for (const kind of config.kinds) {
      const curves = [];
      for (const { name, truth } of graphsNetworksEntries({ ...config, kinds: [kind] })) {
        if (truth > 8) continue; // as many as there are colours
        const evaluations = await material.part(name).evaluations();
        const points = evaluations
          .slice(1)
          .map(({ step, scalars }) => [step, scalars['distance'] ?? NaN] as const);
        curves.push({ label: `graph ${truth}`, points });
      }
      panels.push({ title: kind, curves });
    }
    const chart = await panelChart(panels, {
      xTitle: 'update of the beliefs',
      legendTitle: 'truth',
      yTitle: 'structural Hamming distance',
    });
    return [
      {
        title: 'Distance from the truth',
        text: 'Cycles are not broken in it. At the start no edge is believed in.',
        blocks: [await material.figure('distance', chart)],
      },
    ];
  },
});

function mean(
  results: readonly GraphsNetworksResult[],
  kind: string,
  key: keyof GraphsNetworksValue,
): number {
  const own = results.filter(({ entry }) => entry.kind === kind);
  return own.reduce((sum, { value }) => sum + value[key], 0) / own.length;
}

/** A row of figures for each kind of graph. */
function measuresOf(
  kind: GraphsNetworksConfig['kinds'][number],
  config: GraphsNetworksConfig,
  results: readonly GraphsNetworksResult[],
): Measure[] {
  const comparable = config.variables === 25 && config.categories === 10;
  const columns = [
    ['distance', 'mean SHD', 'mean structural Hamming distance'],
    ['acyclicDistance', 'mean SHD, acyclic', 'the same without cycles'],
    ['precision', 'precision', 'share of found edges that are true'],
    ['recall', 'recall', 'share of true edges that are found'],
  ] as const;
  return columns.map(([key, column, label], place) => {
    const paper = comparable ? PUBLISHED[kind][place as 0 | 1] : undefined;
    return {
      name: `${kind}/${key}`,
      label,
      model: kind,
      table: 'graph',
      column,
      value: mean(results, kind, key),
      ...(place < 2 && paper !== undefined ? { paper: `${paper} (as recalled)` } : {}),
    };
  });
}
