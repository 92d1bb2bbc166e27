import { createSampler } from '@causal-mechanisms/datasets';
import {
  evaluateExperts,
  ExpertsModel,
  inferComposition,
  refineScorer,
} from '@causal-mechanisms/experts-gan';
import type { InferCompositionOptions } from '@causal-mechanisms/experts-gan';
import { assignmentVerdict } from '@causal-mechanisms/metrics';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import { imageRow } from '../../../report/figures/imageGrid.ts';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import { imageSection } from '../../../report/figures/imageSection.ts';
import { share } from '../../../run/measure.ts';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import { firstImages } from '../competition/firstImages.ts';
import { openCompetition } from '../competition/openCompetition.ts';
import type { Competition } from '../competition/openCompetition.ts';
import { PAPER } from '../competition/paper.ts';
import { winSection } from '../competition/sections.ts';
import { QUICK_COMPETITION } from '../competition/settings.ts';
import { trainInCompetition } from '../competition/training.ts';
import { composedImages, randomCompositions } from './compositions.ts';
import type { ComposedImages } from './compositions.ts';
import { compositionFigures, compositionMeasures, searchOptions } from './judge.ts';
import type { CompositionFigures } from './judge.ts';
import { compositionsSchema } from './settings.ts';
import type { CompositionsConfig } from './settings.ts';

/** What the experiment asks for: the share of exact sets, by the number of mechanisms. */
const BARS: readonly (readonly [length: number, share: number])[] = [
  [2, 0.8],
  [3, 0.6],
];
const GALLERY = 10;

/** Several unknown mechanisms on one image: which experts restore it, and in which order? */
export const expertsGanCompositions = defineRecipe({
  name: 'experts-gan/compositions',
  title: 'Inferring which mechanisms changed an image',
  paper: {
    ...PAPER,
    items: 'Figure 8, where the mechanisms of an image are known; here they are inferred',
  },
  schema: compositionsSchema,
  presets: {
    quick: { ...QUICK_COMPETITION, compositions: { images: 100 } },
    paper: {},
  },
  compared: [
    { scalar: 'matched', label: 'mechanisms with an expert of their own' },
    { scalar: 'meanSquaredError', label: 'mean squared error to the originals' },
  ],

  async run(context, config) {
    const competition = await openCompetition(context, config);
    let model: ExpertsModel | undefined;
    let refined: ExpertsModel | undefined;
    try {
      model = await expertsOf(context, config, competition);
      const { signal } = context;
      const { matrices } = await evaluateExperts(model, competition.probe, { signal });
      const { bestExperts, matched } = assignmentVerdict(matrices.wins.values);
      refined = await refinedModel(context, config, competition, model);
      await refined.save(modelFolder(context.folder.model));
      const { kept, rows } = await judged(context, config, competition, bestExperts, {
        competition: model,
        refined,
      });
      context.progress.stop();
      await context.keepImages(kept);
      return {
        headline: headlineOf(rows.refined),
        measures: [
          ...compositionMeasures('refined', 'refined scorer', rows.refined),
          ...compositionMeasures('competition', 'scorer of the competition', rows.competition),
          ...barMeasures(rows.refined),
          {
            name: 'matched',
            label: 'mechanisms with an expert of their own',
            value: matched,
            outOf: bestExperts.length,
            format: 'integer' as const,
          },
        ],
        data: competition.used,
        matrices: { wins: matrices.wins },
        details: {},
      };
    } finally {
      model?.dispose();
      refined?.dispose();
      competition.dispose();
    }
  },

  async draw(material, config) {
    const { images, result } = material;
    const { wins } = result.matrices;
    return [
      ...(await imageSection(
        'Changed images and what the inferred experts make of them',
        `Each test image was changed by ${config.compositions.most} mechanisms in an unknown order. The experts that were found stand above the restored images.`,
        images['gallery'],
      )),
      ...(wins === undefined
        ? []
        : [
            await winSection(material, [
              {
                name: 'wins',
                title: 'Single mechanisms',
                caption: 'Compositions are judged by the expert that wins most of each mechanism.',
                wins,
                framed: true,
              },
            ]),
          ]),
    ];
  },
});

/** The experts that the configuration names, or new ones. */
function expertsOf(
  context: RecipeContext,
  config: CompositionsConfig,
  competition: Competition,
): Promise<ExpertsModel> {
  if (config.model === '') return trainInCompetition(context, config, competition);
  return ExpertsModel.load(modelFolder(config.model));
}

/** The scorer learns from images as they are to be restored: nobody says what changed them. */
function refinedModel(
  context: RecipeContext,
  config: CompositionsConfig,
  { transformed, canonical, mixture }: Competition,
  model: ExpertsModel,
): Promise<ExpertsModel> {
  const { most, shifts } = config.compositions;
  const data = {
    transformed: createSampler(transformed, {
      transform: randomCompositions(mixture.mechanisms, most, shifts),
    }),
    canonical: createSampler(canonical),
  };
  return context.part('refinement').follow<ExpertsModel>({
    checkpointEvery: config.checkpointEvery,
    show: () => ({}),
    start: (hooks) =>
      refineScorer(model, data, {
        config: { ...config.refinement, seed: context.seed },
        ...hooks,
      }),
  });
}

type Scorers<Value> = Readonly<Record<'competition' | 'refined', Value>>;

/** Compositions of every length, inferred with either scorer. */
async function judged(
  context: RecipeContext,
  config: CompositionsConfig,
  { whole, canonical, mixture, classify }: Competition,
  owners: readonly number[],
  models: Scorers<ExpertsModel>,
): Promise<{
  readonly rows: Scorers<CompositionFigures[]>;
  readonly kept: Readonly<Record<string, ImageTable>>;
}> {
  const { signal, progress } = context;
  const { mechanisms } = mixture;
  const { most, shifts, images: count, canonical: calibrated } = config.compositions;
  const stream = new RandomStream(context.seed).split('compositions');
  const random = mechanisms.map(({ deterministic }) => deterministic !== true);
  const judge = { owners, random, ...(classify === undefined ? {} : { classify }) };
  const rows: Scorers<CompositionFigures[]> = { competition: [], refined: [] };
  let kept: Readonly<Record<string, ImageTable>> = {};
  const { images: known } = await firstImages(canonical, calibrated);
  try {
    progress.phase('compositions', 2 * most, 0);
    const { compositions } = config;
    const options: Scorers<InferCompositionOptions> = {
      competition: await searchOptions(models.competition, known, compositions, signal),
      refined: await searchOptions(models.refined, known, compositions, signal),
    };
    for (let length = 1; length <= most; length++) {
      const drawn = { length, shifts, count };
      const truth = await composedImages(
        whole.images,
        mechanisms,
        drawn,
        stream.split(String(length)),
      );
      try {
        for (const scorer of ['competition', 'refined'] as const) {
          const found = await inferComposition(models[scorer], truth.changed, options[scorer]);
          try {
            rows[scorer].push(await compositionFigures(found, truth, judge));
            const names = found.compositions.map(({ experts }) => experts.join(' '));
            if (scorer === 'refined' && length === most) {
              kept = { gallery: await galleryOf(truth, found.images, names, whole.images.shape) };
            }
          } finally {
            found.images.dispose();
          }
          progress.update(rows.competition.length + rows.refined.length);
        }
      } finally {
        truth.changed.dispose();
        truth.originals.dispose();
      }
    }
    return { rows, kept };
  } finally {
    known.dispose();
  }
}

async function galleryOf(
  { changed, originals, compositions }: ComposedImages,
  restored: ComposedImages['changed'],
  experts: readonly string[],
  shape: ImageTable['shape'],
): Promise<ImageTable> {
  const count = Math.min(GALLERY, compositions.length);
  const row = async (label: string, images: ComposedImages['changed']) => {
    const first = images.slice([0], [count]);
    const pixels = await first.data();
    first.dispose();
    return imageRow(label, pixels, count);
  };
  return {
    shape,
    columns: experts.slice(0, count),
    rows: [
      await row('changed', changed),
      await row('restored', restored),
      await row('original', originals),
    ],
  };
}

function barMeasures(rows: readonly CompositionFigures[]): Measure[] {
  return BARS.flatMap(([length, least]) => {
    const found = rows[length - 1];
    if (found === undefined) return [];
    return [
      {
        name: `bar/${length}`,
        label: `exact sets of ${length} mechanisms, of which there should be ${share(least)}`,
        value: found.set >= least ? 'met' : 'missed',
      },
    ];
  });
}

function headlineOf(rows: readonly CompositionFigures[]): string {
  const parts = rows.map(
    ({ set }, place) => `${share(set)} of ${place + 1} mechanism${place === 0 ? '' : 's'}`,
  );
  return `All mechanisms of an image, and no others, are found for ${parts.join(', ')}.`;
}
