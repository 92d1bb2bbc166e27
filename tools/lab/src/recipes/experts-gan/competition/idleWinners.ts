import type { ImageDataset } from '@causal-mechanisms/datasets';
import { calibrateScores, gainWarning, scoreGains } from '@causal-mechanisms/experts-gan';
import type { ChangedImages, ExpertsModel, MechanismProbe } from '@causal-mechanisms/experts-gan';
import { firstImages } from './firstImages.ts';

/** Canonical images that say which score passes for canonical. */
const CANONICAL = 256;

/**
 * A word about mechanisms that are won by an expert which does not undo them: its outputs score no higher than the changed images, and lower than
 * canonical images do.
 *
 * @param model - The experts at the end of a run.
 * @param probe - Images and their mechanisms.
 * @param canonical - Images as they should be.
 * @param signal - Stops between two parts of the probe.
 * @returns One sentence, or `undefined` where there is nothing to say.
 */
export async function idleWinners(
  model: ExpertsModel,
  probe: MechanismProbe | ChangedImages,
  canonical: ImageDataset,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const options = signal === undefined ? {} : { signal };
  const gains = await scoreGains(model, probe, options);
  const { images } = await firstImages(canonical, CANONICAL);
  try {
    return gainWarning(gains, { canonicalScore: await calibrateScores(model, images, options) });
  } finally {
    images.dispose();
  }
}
