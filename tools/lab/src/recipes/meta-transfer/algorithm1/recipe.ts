import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { runAlgorithm1 } from './algorithm1Study.ts';
import type { Algorithm1Result } from './algorithm1Study.ts';
import { beliefSections, distanceSection } from './sections.ts';
import { algorithm1Schema } from './settings.ts';
import type { Algorithm1Config } from './settings.ts';

/** Networks are drawn, or stand in the literature: nothing stands in the place of real data. */
const DATA = {
  kind: 'generated',
  description: 'samples of causal networks, as they are and under interventions',
  chosenBy: 'the task itself',
} as const;

/** Beliefs about the edges of small graphs, by how fast the mechanisms of drawn graphs adapt. */
export const metaTransferAlgorithm1 = defineRecipe({
  name: 'meta-transfer/algorithm1',
  title: 'Graphs by the speed of adaptation',
  paper: {
    title:
      'Bengio et al. (ICLR 2020), A Meta-Transfer Objective for Learning to Disentangle Causal Mechanisms',
    url: 'https://arxiv.org/abs/1901.10912',
    items: 'algorithm 1, beyond two variables',
    used: 'two variables; the larger graphs are those of later work',
  },
  schema: algorithm1Schema,
  presets: {
    quick: {
      graphs: ['chain', 'fork', 'collider', 'confounder'],
      truths: 1,
      observational: 10_000,
      training: { updates: 2000 },
    },
    small: { truths: 2 },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(DATA);
    const results = await runAlgorithm1(context, config);
    const solved = results.filter(({ value }) => value.distance === 0).length;
    return {
      headline: `${solved} of ${results.length} graphs are found without an error.`,
      measures: config.graphs.flatMap((graph) => measuresOf(graph, config, results)),
      data: DATA,
      matrices: {},
      details: { seed: context.seed },
    };
  },

  async draw(material, config) {
    return [
      await distanceSection(material, config),
      ...(await beliefSections(material, config, material.result.seed)),
    ];
  },
});

/** A row of figures for each graph, over its truths. */
function measuresOf(
  graph: string,
  { truths }: Algorithm1Config,
  results: readonly Algorithm1Result[],
): Measure[] {
  const own = results.filter(({ entry }) => entry.graph === graph).map(({ value }) => value);
  const row = { model: graph, table: 'graph' };
  const mean = (of: (value: Algorithm1Result['value']) => number) =>
    own.reduce((sum, value) => sum + of(value), 0) / own.length;
  return [
    {
      name: `${graph}/solved`,
      label: 'truths found without an error',
      ...row,
      column: 'SHD 0',
      value: own.filter(({ distance }) => distance === 0).length,
      format: 'integer',
      outOf: truths,
    },
    {
      name: `${graph}/distance`,
      label: 'mean structural Hamming distance',
      ...row,
      column: 'mean SHD',
      value: mean(({ distance }) => distance),
    },
    {
      name: `${graph}/acyclicDistance`,
      label: 'the same without cycles',
      ...row,
      column: 'mean SHD, acyclic',
      value: mean(({ acyclicDistance }) => acyclicDistance),
    },
    {
      name: `${graph}/crossEntropy`,
      label: 'cross entropy of beliefs, in bits',
      ...row,
      column: 'cross entropy (bits)',
      value: mean(({ crossEntropy }) => crossEntropy),
    },
  ];
}
