import { defineRecipe } from '../../../run/recipe.ts';
import { rims } from '../modelSettings.ts';
import { ballSets } from './ballSets.ts';
import { trainBalls } from './ballStudy.ts';
import { ballHeadline, ballMeasures } from './measures.ts';
import {
  activitySection,
  filmSection,
  learningSection,
  readResults,
  timeSection,
  transferSection,
} from './sections.ts';
import { bouncingBallsSchema } from './settings.ts';

/** Models of videos of balls that go on alone, with other numbers of balls and a curtain at test. */
export const rimsBouncingBalls = defineRecipe({
  name: 'rims/bouncing-balls',
  title: 'Balls that bounce on when nobody shows them any more',
  paper: {
    title: 'Goyal et al. (ICLR 2021), Recurrent Independent Mechanisms',
    url: 'https://arxiv.org/abs/1909.10893',
    items: 'Figures 3, 7 to 10 and 15, bouncing balls',
    used: 'frames of 64 x 64 pixels, 50 000 sequences, 100 epochs, and a core of 6 modules of 100 units',
    // It says which model is below the other, and no number.
    holds: 'at any size',
  },
  schema: bouncingBallsSchema,
  presets: {
    quick: {
      models: ['rims-6-4', 'lstm'],
      settings: {
        'rims-6-4': rims(96, 6, 4),
        lstm: { core: { kind: 'lstm', units: 100 } },
      },
      pixels: 16,
      radii: { least: 0.12, most: 0.16 },
      speed: 0.05,
      sets: { '2': { balls: 2 }, '3': { balls: 3 } },
      transfers: [
        { train: '2', test: '2' },
        { train: '2', test: '3' },
      ],
      filters: [8, 16],
      codeWidth: 64,
      decoderWidth: 64,
      fed: 8,
      own: 12,
      steps: 12,
      batchSize: 16,
      updates: 500,
      learningRate: 2e-3,
      finalLearningRate: 1e-4,
      checkpointEvery: 100,
      evaluation: { every: 100, sequences: 32, testSequences: 128 },
    },
    small: {
      models: ['rims-6-4', 'lstm', 'rims-one-head', 'rims-no-input-attention'],
      settings: {
        'rims-6-4': rims(192, 6, 4),
        lstm: { core: { kind: 'lstm', units: 154 } },
        'rims-one-head': rims(192, 6, 4, { communicationHeads: 1 }),
        'rims-no-input-attention': rims(192, 6, 6, { inputAttention: false }),
      },
      pixels: 24,
      radii: { least: 0.08, most: 0.12 },
      speed: 0.04,
      filters: [16, 32],
      codeWidth: 192,
      decoderWidth: 256,
      fed: 15,
      own: 15,
      steps: 20,
      batchSize: 32,
      updates: 4000,
      learningRate: 1e-3,
      finalLearningRate: 1e-4,
      checkpointEvery: 200,
      evaluation: { every: 400, sequences: 64, testSequences: 256 },
    },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    const sets = await ballSets(context.data, config, context.seed);
    await context.pinData(sets.used);
    const results = await trainBalls(context, config, sets);
    return {
      headline: ballHeadline(config, results),
      measures: ballMeasures(config, results),
      data: sets.used,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    const results = await readResults(material, config);
    return [
      transferSection(config, results),
      await timeSection(material, config, results),
      await filmSection(config, results),
      ...(await activitySection(material, results)),
      await learningSection(material, config),
    ];
  },
});
