import { defineRecipe } from '../../../run/recipe.ts';
import { MIXTURES, splineBeliefs, splineMeasures } from './measures.ts';
import { splineSections } from './sections.ts';
import { continuousSchema } from './settings.ts';
import { runSplines } from './splineStudy.ts';

const DATA = {
  kind: 'generated',
  description: 'pairs joined by random splines, drawn from a stream',
  chosenBy: 'the task itself',
} as const;

/** Pairs joined by random splines, learned by mixture density networks. */
export const continuous = defineRecipe({
  name: 'meta-transfer/continuous',
  title: 'The direction of pairs joined by a random spline',
  paper: {
    title:
      'Bengio et al. (ICLR 2020), A Meta-Transfer Objective for Learning to Disentangle Causal Mechanisms',
    url: 'https://arxiv.org/abs/1901.10912',
    items: 'the belief over episodes for continuous variables',
    used: "one spline, 3000 steps of training, 500 episodes; its curve is the one stored with the authors' code",
  },
  schema: continuousSchema,
  presets: {
    quick: { mechanism: 'bumps', splines: 3, episodes: 101, pairs: 200, fitPairs: 2000 },
    small: {
      trainingSteps: 500,
      trainingPairs: 500,
      trainingRate: 3e-3,
      episodes: 101,
      pairs: 500,
    },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(DATA);
    const results = await runSplines(context, config);
    const beliefs = results.map((result) => splineBeliefs(result, config));
    const said = MIXTURES.map((mixture) => {
      const above = beliefs.filter((curves) => (curves[mixture].at(-1) ?? 0) > 0.99).length;
      return `${above} by the mixture of ${mixture}`;
    });
    return {
      headline: `Of ${config.splines} splines the belief is above .99 after ${config.episodes} episodes for ${said.join(' and ')}.`,
      measures: splineMeasures(config, results),
      data: DATA,
      matrices: {},
      details: {},
    };
  },

  draw: (material, config) => splineSections(material, config),
});
