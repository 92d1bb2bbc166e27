import { defineRecipe } from '../../../run/recipe.ts';
import { SMALL_MODELS } from '../modelSettings.ts';
import { sequenceEntries } from '../sequenceSettings.ts';
import { ADDING_DATA, runAdding } from './addingStudy.ts';
import { addingHeadline, addingMeasures } from './measures.ts';
import { lengthSection, trainingSection } from './sections.ts';
import { addingSchema } from './settings.ts';

/** Adding two marked numbers of sequences that are longer than those of training. */
export const rimsAdding = defineRecipe({
  name: 'rims/adding',
  title: 'Adding two marked numbers over lengths that training never showed',
  paper: {
    title: 'Goyal et al. (ICLR 2021), Recurrent Independent Mechanisms',
    url: 'https://arxiv.org/abs/1909.10893',
    items: 'Table 5, adding',
    used: '50 steps in training and 200 at test, 30 000 training sequences, and models of 300 to 900 units',
  },
  schema: addingSchema,
  presets: {
    quick: {
      length: 10,
      testLengths: [10, 20, 40],
      models: ['rims-6-4', 'lstm'],
      settings: {
        'rims-6-4': { core: { kind: 'rims', units: 96, modules: 6, activeModules: 4 } },
        lstm: { core: { kind: 'lstm', units: 96 } },
      },
      dropout: 0,
      clipNorm: 1,
      updates: 1500,
      learningRate: 2e-3,
      finalLearningRate: 1e-4,
      evaluation: { every: 150, sequences: 500, testSequences: 2000 },
    },
    small: {
      length: 25,
      testLengths: [25, 50, 100],
      models: ['rims-6-2', 'rims-6-4', 'rims-6-6', 'lstm', 'lstm-forget'],
      settings: SMALL_MODELS,
      dropout: 0,
      clipNorm: 1,
      updates: 10_000,
      learningRate: 1e-3,
      finalLearningRate: 1e-4,
      evaluation: { every: 500, sequences: 1000, testSequences: 5000 },
    },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(ADDING_DATA);
    const results = await runAdding(context, config);
    return {
      headline: addingHeadline(config, results),
      measures: addingMeasures(config, results),
      data: ADDING_DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    const models = sequenceEntries(config);
    return [
      await lengthSection(material, models, config),
      await trainingSection(material, models, config),
    ];
  },
});
