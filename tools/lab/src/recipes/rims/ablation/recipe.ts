import { defineRecipe } from '../../../run/recipe.ts';
import { COPYING_DATA, runCopying } from '../copying/copyingStudy.ts';
import { gapSection, rasterSection, trainingSection } from '../copying/sections.ts';
import { COPYING_SIZES } from '../copying/settings.ts';
import { sequenceEntries } from '../sequenceSettings.ts';
import { ablationHeadline, ablationMeasures } from './measures.ts';
import { ablationSchema, ablationTable } from './settings.ts';

/** What each part of the modules is for: without communication, without input attention, fewer and more modules. */
export const rimsAblation = defineRecipe({
  name: 'rims/ablation',
  title: 'What attention, communication and sparsity are for',
  paper: {
    title: 'Goyal et al. (ICLR 2021), Recurrent Independent Mechanisms',
    url: 'https://arxiv.org/abs/1909.10893',
    items: 'Table 4',
    used: 'ten symbols, a gap of 50 in training and of 200 at test, and modules of 100 units',
  },
  schema: ablationSchema,
  presets: {
    quick: {
      ...COPYING_SIZES.quick,
      models: ['both-6-2', 'both-6-6', 'attention-only-6-2', 'communication-only-6'],
      settings: ablationTable(16),
    },
    small: {
      ...COPYING_SIZES.small,
      models: [
        'both-6-2',
        'both-6-3',
        'both-6-4',
        'both-6-5',
        'both-6-6',
        'attention-only-6-2',
        'attention-only-6-4',
        'communication-only-6',
        'both-9-3',
        'both-9-9',
      ],
      settings: ablationTable(32),
    },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(COPYING_DATA);
    const results = await runCopying(context, config);
    return {
      headline: ablationHeadline(results, config),
      measures: ablationMeasures(results, config),
      data: COPYING_DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    const models = sequenceEntries(config);
    return [
      await gapSection(material, models, config),
      await trainingSection(material, models, config),
      ...(await rasterSection(material, models, config)),
    ];
  },
});
