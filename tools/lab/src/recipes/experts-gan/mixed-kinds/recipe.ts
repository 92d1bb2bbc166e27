import { defineRecipe } from '../../../run/recipe.ts';
import { PAPER } from '../competition/paper.ts';
import { QUICK_STUDY } from '../competition/settings.ts';
import { STABLE } from '../competition/stable.ts';
import { undoneHeadline } from '../competitors/headlines.ts';
import { runCompetitors } from '../competitors/runCompetitors.ts';
import { drawCompetitors } from '../competitors/sections.ts';
import { FIVE_MECHANISMS, mixedKindsSchema } from './settings.ts';

const COLUMNS = [
  ...(['verdict', 'matched', 'perfectAtEnd', 'undone'] as const),
  ...(['accuracy', 'meanSquaredError'] as const),
];

/** Experts that change pixels beside experts that move them, on mechanisms of both sorts. */
export const expertsGanMixedKinds = defineRecipe({
  name: 'experts-gan/mixed-kinds',
  title: 'Competing experts of two kinds',
  paper: {
    ...PAPER,
    items: 'the method, with experts that it does not have',
    used: 'one kind of experts, on mechanisms within its sight',
  },
  schema: mixedKindsSchema,
  presets: {
    quick: {
      ...QUICK_STUDY,
      mechanisms: FIVE_MECHANISMS.slice(1, 4),
      settings: {
        'mixed-kinds': { kinds: ['paper', 'warp', 'warp'] },
        'paper-kind': { kinds: 'paper' },
      },
    },
    paper: {},
    stable: STABLE,
  },
  compared: [],
  run: (context, config) =>
    runCompetitors(context, config, { columns: COLUMNS, paper: {}, headline: undoneHeadline }),
  draw: (material, config) => drawCompetitors(material, config),
});
