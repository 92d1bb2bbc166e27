import type { Tensor4D } from '@tensorflow/tfjs';
import { bimodalityOf } from '../../bank/expertBimodality.ts';
import type { WonModes } from '../../bank/expertBimodality.ts';
import { expertDistances } from '../../bank/expertDistances.ts';
import { canonicalThreshold, winsBelow } from '../../bank/unservedShare.ts';
import type { ExpertsModel } from '../../model/expertsModel.ts';

/** The share of canonical images whose score lies below that of an image that is served. */
const SERVED_FROM = 0.05;
/** How far experts move pixels: as far as they see. */
export const REACH = 5;

/** What a look at a bank finds; arrays have an entry for each expert. */
export interface BankLook {
  /** The share of the images that each expert wins. */
  readonly shares: readonly number[];
  /** How far apart the maps of any two experts are on the images that one of them wins; NaN for two of whom neither wins any. */
  readonly distances: readonly (readonly number[])[];
  /** Whether each expert does one thing or two. */
  readonly modes: readonly Pick<WonModes, 'bimodality' | 'centres'>[];
  /** The share of the images that each expert wins and leaves unserved; together the share that nobody serves. */
  readonly unserved: readonly number[];
  /** The score from which an image is served. */
  readonly threshold: number;
}

/**
 * @param model - The bank; not changed.
 * @param probe - Images of both kinds; not disposed.
 * @returns What is to be known about the experts.
 */
export async function lookAtBank(
  model: ExpertsModel,
  probe: { readonly transformed: Tensor4D; readonly canonical: Tensor4D },
): Promise<BankLook> {
  const { transformed, canonical } = probe;
  const threshold = await canonicalThreshold(model, canonical, SERVED_FROM);
  const inversion = await model.invert(transformed);
  try {
    const { winners, scores } = inversion;
    const wins = new Array<number>(model.experts).fill(0);
    for (const winner of winners) wins[winner] = (wins[winner] ?? 0) + 1;
    const below = winsBelow(winners, scores, threshold);
    return {
      shares: wins.map((count) => count / winners.length),
      distances: await expertDistances(model, transformed, { winners }),
      modes: await bimodalityOf(model, transformed, inversion, REACH),
      unserved: below.map((count) => count / winners.length),
      threshold,
    };
  } finally {
    inversion.images.dispose();
  }
}
