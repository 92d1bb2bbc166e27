import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { defineRecipe } from '../../../run/recipe.ts';
import { chooseDigits, shareDigits } from '../../data/digits.ts';
import { rims, SMALL_MODELS } from '../modelSettings.ts';
import { sequenceEntries } from '../sequenceSettings.ts';
import { pixelHeadline, pixelMeasures } from './measures.ts';
import { trainPixels } from './pixelStudy.ts';
import { accuracySection, imageRasterSection, learningSection } from './sections.ts';
import { sequentialMnistSchema } from './settings.ts';

/** 10 x 10 pixels in training, and larger ones in the ratios of the paper at test. */
const SMALL = {
  models: ['rims-6-4', 'lstm', 'ntm', 'rmc', 'entnet', 'dnc', 'transformer'],
  settings: SMALL_MODELS,
  size: 10,
  testSizes: [12, 14, 17],
  embeddingWidth: 192,
  dropout: 0,
  updates: 4000,
  learningRate: 1e-3,
  finalLearningRate: 1e-4,
  images: { train: 48_000, validation: 12_000, test: 10_000 },
  evaluation: { every: 250, images: 1000 },
} as const;

/** A digit read pixel by pixel, at sizes that training never showed. */
export const rimsSequentialMnist = defineRecipe({
  name: 'rims/sequential-mnist',
  title: 'Digits read pixel by pixel, at sizes that training never showed',
  paper: {
    title: 'Goyal et al. (ICLR 2021), Recurrent Independent Mechanisms',
    url: 'https://arxiv.org/abs/1909.10893',
    items: 'Table 1, sequential MNIST',
    used: '14 x 14 pixels in training and 16, 19 and 24 at test, 100 epochs, and models of 300 to 600 units',
  },
  schema: sequentialMnistSchema,
  presets: {
    quick: {
      data: 'embedded',
      models: ['rims-6-4', 'lstm'],
      settings: {
        'rims-6-4': { core: { kind: 'rims', units: 96, modules: 6, activeModules: 4 } },
        lstm: { core: { kind: 'lstm', units: 96 } },
      },
      size: 7,
      testSizes: [8, 9, 12],
      embeddingWidth: 96,
      dropout: 0,
      updates: 1500,
      learningRate: 2e-3,
      finalLearningRate: 1e-4,
      images: { train: 10_000, validation: 1000, test: 1000 },
      evaluation: { every: 150, images: 500 },
    },
    small: SMALL,
    paper: {},
    stable: {
      ...SMALL,
      models: ['rims-6-4', 'lstm-forget'],
      settings: {
        ...SMALL_MODELS,
        // Attentions that differ and modules that remember from the first update on.
        'rims-6-4': rims(192, 6, 4, { projectionDeviation: 0.3, forgetBias: 1 }),
      },
      learningRate: 2e-3,
      evaluation: { every: 500, images: 1000 },
    },
  },
  compared: [],

  async run(context, config) {
    const { data: source, images } = config;
    const all = await chooseDigits(context.data, { source, ...images });
    await context.pinData(all.used);
    const stream = new RandomStream(context.seed).split('digits');
    const digits = await shareDigits(all, images, stream);
    const results = await trainPixels(context, config, digits);
    return {
      headline: pixelHeadline(config, results),
      measures: pixelMeasures(config, results),
      data: digits.used,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    const models = sequenceEntries(config);
    return [
      await accuracySection(material, models, config),
      ...(await imageRasterSection(material, models)),
      await learningSection(material, models, config),
    ];
  },
});
