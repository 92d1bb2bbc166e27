import { defineRecipe } from '../../../run/recipe.ts';
import { PAPER } from '../competition/paper.ts';
import { QUICK_STUDY } from '../competition/settings.ts';
import { undoneHeadline } from '../competitors/headlines.ts';
import { runCompetitors } from '../competitors/runCompetitors.ts';
import { drawCompetitors } from '../competitors/sections.ts';
import { competitorsSchema } from '../competitors/settings.ts';

const SCHEMA = competitorsSchema({
  '32-filters': { experts: 1, filters: 32 },
  '64-filters': { experts: 1, filters: 64 },
  '128-filters': { experts: 1, filters: 128 },
  '32-filters-random-start': { experts: 1, filters: 32, identityInitialisation: false },
  '32-filters-slow-discriminator': { experts: 1, filters: 32, discriminatorRateFactor: 0.1 },
  '32-filters-wide': { experts: 1, filters: 32, kinds: 'wide' },
});

const ONE_AT_MOST = { undone: '1 at most (the inversion)' } as const;
const NO_BETTER = { undone: 'no improvement' } as const;

/** Whether there need to be several experts: one network alone has to undo all mechanisms. */
export const expertsGanSingleNetwork = defineRecipe({
  name: 'experts-gan/single-network',
  title: 'One network instead of competing experts',
  paper: {
    ...PAPER,
    items: 'the text on a single network',
    used: 'MNIST, ten mechanisms and its own sizes',
  },
  schema: SCHEMA,
  presets: {
    quick: { ...QUICK_STUDY, models: ['32-filters', '32-filters-random-start'] },
    paper: {},
  },
  compared: [],
  run: (context, config) =>
    runCompetitors(context, config, {
      columns: ['undone', 'accuracy', 'meanSquaredError'],
      paper: {
        '32-filters': ONE_AT_MOST,
        '64-filters': ONE_AT_MOST,
        '128-filters': ONE_AT_MOST,
        '32-filters-random-start': NO_BETTER,
        '32-filters-slow-discriminator': NO_BETTER,
        '32-filters-wide': NO_BETTER,
      },
      headline: undoneHeadline,
    }),
  draw: (material, config) => drawCompetitors(material, config),
});
