import { defineRecipe } from '../../../run/recipe.ts';
import { PAPER } from '../competition/paper.ts';
import { QUICK_STUDY } from '../competition/settings.ts';
import { verdictHeadline } from '../competitors/headlines.ts';
import { runCompetitors } from '../competitors/runCompetitors.ts';
import { drawCompetitors } from '../competitors/sections.ts';
import { competitorsSchema } from '../competitors/settings.ts';

const SCHEMA = competitorsSchema({
  '32-filters': { filters: 32 },
  '64-filters': { filters: 64 },
  '128-filters': { filters: 128 },
  wide: { kinds: 'wide' },
});

const GOOD = { verdict: 'at most two experts with two tasks each' } as const;

const COLUMNS = [
  ...(['verdict', 'matched', 'perfectAtEnd', 'idle'] as const),
  ...(['accuracy', 'meanSquaredError'] as const),
];

/** Experts that could do more than one thing: do they still specialise? */
export const expertsGanBiggerExperts = defineRecipe({
  name: 'experts-gan/bigger-experts',
  title: 'Competing experts with more filters, or a wider view',
  paper: {
    ...PAPER,
    items: 'the text on experts of more capacity',
    used: 'MNIST, ten mechanisms and its own sizes',
  },
  schema: SCHEMA,
  presets: {
    quick: { ...QUICK_STUDY, models: ['32-filters', '64-filters'], iterations: 150 },
    paper: { models: ['64-filters', 'wide'] },
  },
  compared: [],
  run: (context, config) =>
    runCompetitors(context, config, {
      columns: COLUMNS,
      paper: {
        '32-filters': { verdict: 'perfect in 7 of 10 runs' },
        '64-filters': GOOD,
        '128-filters': GOOD,
        wide: GOOD,
      },
      headline: verdictHeadline,
    }),
  draw: (material, config) => drawCompetitors(material, config),
});
