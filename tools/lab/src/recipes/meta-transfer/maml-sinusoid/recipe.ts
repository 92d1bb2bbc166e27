import { defineRecipe } from '../../../run/recipe.ts';
import { mamlMeasures } from './measures.ts';
import { runMaml, SINUSOID_DATA } from './mamlStudy.ts';
import type { MamlResult } from './mamlStudy.ts';
import { adaptationSection, fitSection, trainingSection } from './sections.ts';
import { mamlEntries, mamlSinusoidSchema } from './settings.ts';

/** Regression of sinusoids from a few points, by a network that was trained to adapt. */
export const mamlSinusoid = defineRecipe({
  name: 'meta-transfer/maml-sinusoid',
  title: 'Sinusoids from a few points after one gradient step',
  paper: {
    title: 'Finn, Abbeel and Levine (ICML 2017), Model-Agnostic Meta-Learning',
    url: 'https://arxiv.org/abs/1703.03400',
    items: 'the regression of sinusoids',
    used: '70 000 meta-steps of 25 tasks',
  },
  schema: mamlSinusoidSchema,
  presets: {
    quick: {
      // A wider start and larger steps: 300 of the paper's steps hardly leave the start.
      metaSteps: 300,
      outerRate: 5e-3,
      initialDeviation: 0.3,
      orders: ['second'],
      shots: [10],
      checkpointEvery: 100,
      evaluation: { every: 50, probes: 100 },
    },
    small: { metaSteps: 10_000, checkpointEvery: 1000, evaluation: { every: 500 } },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(SINUSOID_DATA);
    const results = await runMaml(context, config);
    return {
      headline: headline(results),
      measures: mamlMeasures(config, results),
      data: SINUSOID_DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    const entries = mamlEntries(config);
    return [
      await adaptationSection(material, entries),
      await fitSection(material, entries),
      await trainingSection(material, entries, config),
    ];
  },
});

function headline(results: readonly MamlResult[]): string {
  const said = results.map(({ entry: { label }, outcome: { measured } }) => {
    const [before, after] = measured.curve.map(({ mean }) => mean.toFixed(2));
    return `${after} (${label}, ${before} before)`;
  });
  return `Mean squared error after one gradient step: ${said.join(', ')}.`;
}
