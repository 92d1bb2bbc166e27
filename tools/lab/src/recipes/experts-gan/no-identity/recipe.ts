import { defineRecipe } from '../../../run/recipe.ts';
import { PAPER } from '../competition/paper.ts';
import { QUICK_STUDY } from '../competition/settings.ts';
import { runCompetitors } from '../competitors/runCompetitors.ts';
import { drawCompetitors } from '../competitors/sections.ts';
import { competitorsSchema } from '../competitors/settings.ts';
import { verdictHeadline } from '../competitors/headlines.ts';

const SCHEMA = competitorsSchema({
  identity: {},
  'random-start': { identityInitialisation: false },
  'random-start-long': { identityInitialisation: false, iterations: 10_000 },
});

const COLUMNS = [
  ...(['verdict', 'matched', 'perfectAtEnd', 'idle'] as const),
  ...(['accuracy', 'meanSquaredError'] as const),
];

/** What the identity initialisation is for: the competition from a random start. */
export const expertsGanNoIdentity = defineRecipe({
  name: 'experts-gan/no-identity',
  title: 'Competing experts from a random start',
  paper: {
    ...PAPER,
    items: 'the text on a start without the identity map',
    used: 'MNIST, ten mechanisms and its own sizes',
  },
  schema: SCHEMA,
  presets: {
    quick: { ...QUICK_STUDY, models: ['identity', 'random-start'] },
    paper: { models: ['random-start'] },
  },
  compared: [],
  run: (context, config) =>
    runCompetitors(context, config, {
      columns: COLUMNS,
      paper: {
        identity: { verdict: 'perfect in 7 of 10 runs' },
        'random-start': { verdict: '1 of 10 runs arguably good' },
        'random-start-long': { verdict: 'no better' },
      },
      headline: verdictHeadline,
    }),
  draw: (material, config) => drawCompetitors(material, config),
});
