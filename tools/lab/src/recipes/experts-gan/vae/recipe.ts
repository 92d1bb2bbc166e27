import { defineRecipe } from '../../../run/recipe.ts';
import { PAPER } from '../competition/paper.ts';
import { QUICK_STUDY } from '../competition/settings.ts';
import { verdictHeadline } from '../competitors/headlines.ts';
import { runCompetitors } from '../competitors/runCompetitors.ts';
import { drawCompetitors } from '../competitors/sections.ts';
import { competitorsSchema } from '../competitors/settings.ts';

/** The quantile of the scores of canonical images that is good enough. */
const BOUND = 0.1;

const SCHEMA = competitorsSchema({
  vae: { objective: { kind: 'vae' } },
  'vae-bounded': { objective: { kind: 'vae', bound: BOUND } },
  gan: {},
});

const COLUMNS = [
  ...(['verdict', 'matched', 'perfectAtEnd', 'undone'] as const),
  ...(['accuracy', 'meanSquaredError'] as const),
];

/** Experts that compete for the scores of an autoencoder of canonical images, which does not learn along. */
export const expertsGanVae = defineRecipe({
  name: 'experts-gan/vae',
  title: 'Competing experts, scored by an autoencoder',
  paper: {
    ...PAPER,
    items: 'the text on a VAE as objective',
    used: 'MNIST, ten mechanisms and its own sizes',
  },
  schema: SCHEMA,
  presets: {
    quick: {
      ...QUICK_STUDY,
      models: ['vae', 'vae-bounded', 'gan'],
      settings: {
        vae: { objective: { kind: 'vae', iterations: 1500 } },
        'vae-bounded': { objective: { kind: 'vae', iterations: 1500, bound: BOUND } },
        gan: {},
      },
    },
    paper: { models: ['vae'] },
  },
  compared: [],
  run: (context, config) =>
    runCompetitors(context, config, {
      columns: COLUMNS,
      paper: {
        vae: { verdict: 'similar results (preliminary, no figures)' },
        gan: { verdict: 'perfect in 7 of 10 runs' },
      },
      headline: verdictHeadline,
    }),
  draw: (material, config) => drawCompetitors(material, config),
});
