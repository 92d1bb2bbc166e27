import { trainDear } from '@causal-mechanisms/dear-scm';
import type { DearModel } from '@causal-mechanisms/dear-scm';
import type { FactorDataset, FactorGraph } from '@causal-mechanisms/datasets';
import type { RunPart } from '../../../run/runPart.ts';
import type { ImageSettings } from './imageSettings.ts';

/** What is learned from. */
export interface ImageTask {
  /** The images to learn from. */
  readonly training: FactorDataset;
  /** Those that were held out. */
  readonly test: FactorDataset;
  /** Which factors are supervised, and which may cause which. */
  readonly graph: FactorGraph;
}

/**
 * Trains DEAR on images, with log, checkpoints and resume.
 *
 * @param part - Where log and checkpoints go.
 * @param task - Images and graph.
 * @param settings - Sizes and training; batches are no larger than the training images are many.
 * @param seed - The seed.
 * @returns The model; the caller disposes of it.
 */
export function trainImages(
  part: Pick<RunPart, 'follow'>,
  { training, graph }: ImageTask,
  settings: ImageSettings,
  seed: number,
): Promise<DearModel> {
  const { dear, free, checkpointEvery } = settings;
  const config = {
    ...dear,
    batchSize: Math.min(dear.batchSize, training.size),
    latentWidth: graph.factors.length + free,
    seed,
  };
  return part.follow<DearModel>({
    checkpointEvery,
    show: ({ scalars }) => ({
      supervised: (scalars['supervisedLoss'] ?? NaN).toFixed(3),
      D: (scalars['discriminatorLoss'] ?? NaN).toFixed(2),
    }),
    start: (hooks) => trainDear(training, { graph, config, ...hooks }),
  });
}
