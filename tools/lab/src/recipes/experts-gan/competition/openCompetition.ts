import type { Tensor4D } from '@tensorflow/tfjs';
import { loadIntoMemory, subset } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { referenceAccuracies } from '@causal-mechanisms/experts-gan';
import type {
  MechanismProbe,
  ReadClasses,
  ReferenceAccuracies,
} from '@causal-mechanisms/experts-gan';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { createMixture, mechanismFromDefinition } from '@causal-mechanisms/transforms';
import type { Mixture } from '@causal-mechanisms/transforms';
import type { RecipeContext } from '../../../run/recipe.ts';
import type { DataUsed } from '../../../run/runResult.ts';
import { runClassifier } from '../../data/runClassifier.ts';
import { competitionImages } from './images.ts';
import type { CompetitionConfig } from './settings.ts';

/** Test images with the mixture that changes them. */
export interface MixtureProbe extends MechanismProbe {
  readonly mixture: Mixture;
}

/** What experts compete on and are judged by. */
export interface Competition {
  /** Which data these are. */
  readonly used: DataUsed;
  /** Images to be changed by the mixture. */
  readonly transformed: ImageDataset;
  /** Other images, as they should be. */
  readonly canonical: ImageDataset;
  /** What changes the images. */
  readonly mixture: Mixture;
  /** What evaluations during training look at. */
  readonly probe: MixtureProbe;
  /** All test images. */
  readonly whole: MixtureProbe;
  /** Reads classes; where images have labels. */
  readonly classify?: ReadClasses;
  /**
   * @param probe - Images to read.
   * @returns What the classifier makes of them without experts; nothing where there is no classifier.
   */
  references(probe: MixtureProbe): Promise<ReferenceAccuracies | undefined>;
  /** Frees the classifier. */
  dispose(): void;
}

/**
 * Opens images and mechanisms, and trains the classifier that judges: one half of the training images is to be changed, the other half is
 * canonical.
 *
 * @param context - Of the recipe.
 * @param config - Its configuration.
 * @returns The competition; the caller disposes of it.
 */
export async function openCompetition(
  context: RecipeContext,
  config: CompetitionConfig,
): Promise<Competition> {
  const { signal } = context;
  const seeds = new RandomStream(context.seed);
  const { train, test: held, used } = await competitionImages(context.data, config);
  await context.pinData(used);
  const mixture = createMixture(config.mechanisms.map(mechanismFromDefinition), {
    assignment: config.assignment,
  });
  const test = await loadIntoMemory(held);
  const chosen = seeds
    .split('probe')
    .sampleIndices(Math.min(config.evaluation.images, test.size), test.size);
  const half = Math.floor(train.size / 2);
  const { canonical } = config.images;
  const classifier =
    train.labels === undefined
      ? undefined
      : await runClassifier(context, train, config.classifier, seeds.split('classifier'));
  const classify =
    classifier === undefined ? undefined : (images: Tensor4D) => classifier.classify(images);
  return {
    used,
    transformed: subset(train, { to: half }),
    canonical: subset(train, {
      from: half,
      ...(canonical === null ? {} : { to: half + canonical }),
    }),
    mixture,
    probe: { images: subset(test, chosen), mixture, stream: seeds.split('probe noise') },
    whole: { images: test, mixture, stream: seeds.split('test noise') },
    ...(classify === undefined ? {} : { classify }),
    references: async (probe) =>
      classify === undefined ? undefined : referenceAccuracies(probe, classify, { signal }),
    dispose: () => classifier?.dispose(),
  };
}
