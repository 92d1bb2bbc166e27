import { createSampler, gatherImages } from '@causal-mechanisms/datasets';
import {
  cycleErrors,
  evaluateExperts,
  ExpertsModel,
  trainForward,
} from '@causal-mechanisms/experts-gan';
import type { ForwardMechanisms } from '@causal-mechanisms/experts-gan';
import { assignmentVerdict } from '@causal-mechanisms/metrics';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { Tensor4D } from '@tensorflow/tfjs';
import { imageRow } from '../../../report/figures/imageGrid.ts';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import { imageSection } from '../../../report/figures/imageSection.ts';
import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import type { RecipeContext } from '../../../run/recipe.ts';
import { openCompetition } from '../competition/openCompetition.ts';
import type { Competition } from '../competition/openCompetition.ts';
import { PAPER } from '../competition/paper.ts';
import { QUICK_COMPETITION } from '../competition/settings.ts';
import { trainInCompetition } from '../competition/training.ts';
import { forwardFigures, forwardMeasures } from './judge.ts';
import { forwardSchema } from './settings.ts';
import type { ForwardRecipeConfig } from './settings.ts';

/** Mechanisms that are learned from the experts that undo them, beside the true ones. */
export const expertsGanForward = defineRecipe({
  name: 'experts-gan/forward',
  title: 'Learning mechanisms from the experts that undo them',
  paper: { ...PAPER, items: 'none: the paper learns inverses only' },
  schema: forwardSchema,
  presets: {
    quick: { ...QUICK_COMPETITION, forward: { images: 2048, iterations: 200 } },
    paper: {},
  },
  compared: [{ scalar: 'matched', label: 'mechanisms with an expert of their own' }],

  async run(context, config) {
    const competition = await openCompetition(context, config);
    const { signal, seed } = context;
    let model: ExpertsModel | undefined;
    let forward: ForwardMechanisms | undefined;
    try {
      model =
        config.model === ''
          ? await trainInCompetition(context, config, competition)
          : await ExpertsModel.load(modelFolder(config.model));
      const { matrices } = await evaluateExperts(model, competition.probe, { signal });
      const { bestExperts, matched } = assignmentVerdict(matrices.wins.values);
      forward = await learned(context, config, competition, model, bestExperts);
      await forward.save(modelFolder(context.folder.model));
      const { images: all } = competition.whole;
      const count = Math.min(config.held.images, all.size);
      const chosen = new RandomStream(seed).split('held').sampleIndices(count, all.size);
      const { images } = await gatherImages(all, chosen);
      try {
        const measures = await judged(context, config, competition, images, {
          model,
          forward,
          owners: bestExperts,
        });
        await context.keepImages({
          gallery: await galleryOf(competition, images, forward, bestExperts, seed),
        });
        return {
          headline: headlineOf(measures),
          measures: [
            ...measures,
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
        images.dispose();
      }
    } finally {
      model?.dispose();
      forward?.dispose();
      competition.dispose();
    }
  },

  draw: ({ images }) =>
    imageSection(
      'What was learned beside what is true',
      'One canonical test image, changed by every mechanism: by the network that learned from the expert, and by the mechanism itself.',
      images['gallery'],
    ),
});

function learned(
  context: RecipeContext,
  config: ForwardRecipeConfig,
  { transformed, mixture }: Competition,
  model: ExpertsModel,
  owners: readonly number[],
): Promise<ForwardMechanisms> {
  const sampler = createSampler(transformed, {
    transform: (images, stream) => mixture.apply(images, stream).images,
  });
  const random = owners.filter((_, m) => mixture.mechanisms[m]?.deterministic !== true);
  return context.part('forward').follow<ForwardMechanisms>({
    checkpointEvery: config.checkpointEvery,
    show: () => ({}),
    start: (hooks) =>
      trainForward(model, sampler, {
        config: { ...config.forward, random: [...new Set(random)], seed: context.seed },
        ...hooks,
      }),
  });
}

async function judged(
  { seed }: RecipeContext,
  { held: { draws } }: ForwardRecipeConfig,
  { mixture }: Competition,
  images: Tensor4D,
  networks: {
    readonly model: ExpertsModel;
    readonly forward: ForwardMechanisms;
    readonly owners: readonly number[];
  },
): Promise<Measure[]> {
  const { model, forward, owners } = networks;
  const stream = new RandomStream(seed).split('draws');
  const cycles = await cycleErrors(model, forward, images, { stream: stream.split('cycles') });
  const rows: Measure[][] = [];
  for (const [m, mechanism] of mixture.mechanisms.entries()) {
    const expert = owners[m] ?? 0;
    const figures =
      forward.trained[expert] === true
        ? await forwardFigures(
            forward,
            images,
            { mechanism, expert, draws },
            stream.split(String(m)),
          )
        : null;
    rows.push(forwardMeasures(m, mechanism.name, figures, cycles[expert] ?? NaN));
  }
  return rows.flat();
}

async function galleryOf(
  { mixture }: Competition,
  images: Tensor4D,
  forward: ForwardMechanisms,
  owners: readonly number[],
  seed: number,
): Promise<ImageTable> {
  const stream = new RandomStream(seed).split('gallery');
  const one = images.slice([0], [1]);
  const pixels = async (made: Tensor4D) => {
    const values = Array.from(await made.data());
    made.dispose();
    return values;
  };
  const [learnedRow, trueRow]: [number[], number[]] = [[], []];
  for (const [m, mechanism] of mixture.mechanisms.entries()) {
    const expert = owners[m] ?? 0;
    const isLearned = forward.trained[expert] === true;
    const made = isLearned ? forward.apply(one, expert, { stream }) : one.clone();
    learnedRow.push(...(await pixels(made)));
    trueRow.push(...(await pixels(mechanism.apply(one, stream))));
  }
  one.dispose();
  const count = mixture.mechanisms.length;
  return {
    shape: forward.shape,
    columns: mixture.mechanisms.map(({ name }) => name),
    rows: [
      imageRow('learned', Float32Array.from(learnedRow), count),
      imageRow('true', Float32Array.from(trueRow), count),
    ],
  };
}

function headlineOf(measures: readonly Measure[]): string {
  const values = (key: string) =>
    measures.flatMap(({ name, value }) =>
      name.endsWith(`/${key}`) && typeof value === 'number' ? [value] : [],
    );
  const mean = (key: string) => {
    const found = values(key);
    return found.reduce((sum, value) => sum + value, 0) / found.length;
  };
  if (values('error').length === 0) return 'No mechanism was learned.';
  return `Learned mechanisms differ from the true ones by ${mean('error').toFixed(4)} per pixel, squared; unchanged images by ${mean('unchanged').toFixed(4)}.`;
}
