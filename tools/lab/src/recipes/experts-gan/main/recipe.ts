import { defineRecipe } from '../../../run/recipe.ts';
import { COMPARED, COMPARED_MATRICES } from '../competition/compared.ts';
import { drawCompetition } from '../competition/drawCompetition.ts';
import { PAPER, PAPER_LINES, PAPER_REFERENCES } from '../competition/paper.ts';
import { runCompetition } from '../competition/runCompetition.ts';
import { competitionSchema, QUICK_COMPETITION } from '../competition/settings.ts';
import { STABLE } from '../competition/stable.ts';

const FIGURES = {
  ...PAPER_REFERENCES,
  matched: '10 of 10 in 7 of 10 runs',
  accuracyRecovered: 'near the bound',
  verdict: 'perfect in 7 of 10 runs',
  minDiagonal: 'near 1',
  entropyBefore: 'near uniform',
  entropy: 'near 0',
  withinBound: 'about 600',
  lastChange: 'about 750',
} as const;

/** The main experiment: competing experts find and invert the mechanisms that changed digits. */
export const expertsGanMain = defineRecipe({
  name: 'experts-gan/main',
  title: 'Competing experts discover and invert image mechanisms',
  paper: {
    ...PAPER,
    items: 'Figures 3, 4, 5 and 6',
    used: 'MNIST, ten mechanisms and its own sizes',
  },
  schema: competitionSchema,
  presets: { quick: QUICK_COMPETITION, paper: {}, stable: STABLE },
  compared: COMPARED,
  comparedMatrices: COMPARED_MATRICES,
  run: (context, config) => runCompetition(context, config, { figures: FIGURES }),
  draw: (material, config) => drawCompetition(material, config, PAPER_LINES),
});
