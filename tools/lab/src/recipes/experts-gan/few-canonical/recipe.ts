import { defineRecipe } from '../../../run/recipe.ts';
import { COMPARED, COMPARED_MATRICES } from '../competition/compared.ts';
import { drawCompetition } from '../competition/drawCompetition.ts';
import { PAPER, PAPER_LINES, PAPER_REFERENCES } from '../competition/paper.ts';
import { runCompetition } from '../competition/runCompetition.ts';
import { QUICK_COMPETITION } from '../competition/settings.ts';
import { STABLE } from '../competition/stable.ts';
import { fewCanonicalSchema } from './settings.ts';

const FIGURES = {
  ...PAPER_REFERENCES,
  matched: 'all',
  accuracyRecovered: '96 %',
} as const;

/**
 * The discriminator learns 64 images by heart, and then calls nothing else canonical. It does so later when all that it reads is noisy, and
 * when it looks at losers as much as at winners; the end comes before.
 */
const STABLE_OF_FEW = {
  ...STABLE,
  iterations: 800,
  loserWeight: 1,
  instanceNoise: { deviation: 0.25, until: null },
};

/** The main experiment with 64 images as they should be: how many does the discriminator need to see? */
export const expertsGanFewCanonical = defineRecipe({
  name: 'experts-gan/few-canonical',
  title: 'Competing experts with 64 canonical images',
  paper: {
    ...PAPER,
    items: 'the text on fewer canonical images',
    used: 'MNIST, ten mechanisms, 64 canonical images and its own sizes',
  },
  schema: fewCanonicalSchema,
  presets: { quick: { ...QUICK_COMPETITION }, paper: {}, stable: STABLE_OF_FEW },
  compared: COMPARED,
  comparedMatrices: COMPARED_MATRICES,
  run: (context, config) => runCompetition(context, config, { figures: FIGURES }),
  draw: (material, config) => drawCompetition(material, config, PAPER_LINES),
});
