import { defineRecipe } from '../../../run/recipe.ts';
import { COMPARED, COMPARED_MATRICES } from '../competition/compared.ts';
import { drawCompetition } from '../competition/drawCompetition.ts';
import { PAPER } from '../competition/paper.ts';
import { runCompetition } from '../competition/runCompetition.ts';
import { QUICK_STUDY } from '../competition/settings.ts';
import { STABLE } from '../competition/stable.ts';
import { otherMechanismsSchema, SIX_MECHANISMS } from './settings.ts';

/** Mechanisms that the paper does not have, on grey or coloured strokes, digits or clothes. */
export const expertsGanOtherMechanisms = defineRecipe({
  name: 'experts-gan/other-mechanisms',
  title: 'Competing experts on other mechanisms',
  paper: {
    ...PAPER,
    items: 'the method, on mechanisms that it does not have',
    used: 'shifts by four pixels, contrast inversion and noise',
  },
  schema: otherMechanismsSchema,
  presets: {
    quick: {
      ...QUICK_STUDY,
      mechanisms: SIX_MECHANISMS.filter(
        ({ kind }) => kind !== 'saltAndPepper' && kind !== 'rotate',
      ),
      experts: 4,
      iterations: 250,
      evaluation: { every: 25, images: 300 },
    },
    paper: {},
    stable: STABLE,
  },
  compared: COMPARED,
  comparedMatrices: COMPARED_MATRICES,
  run: (context, config) => runCompetition(context, config, { figures: {} }),
  draw: (material, config) => drawCompetition(material, config, []),
});
