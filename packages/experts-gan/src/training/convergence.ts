import type { ImageBatch, ImageSampler } from '@causal-mechanisms/datasets';
import { numbersPart, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { RunState } from '@causal-mechanisms/tensor-utils';
import { bestOutputs } from '../model/inversion.ts';
import type { ExpertsModel } from '../model/expertsModel.ts';
import type { Convergence } from './convergenceConfig.ts';

/** Watches a competition until it has converged. */
export interface ConvergenceWatch {
  /** All that changes. */
  readonly state: RunState;
  /** Draws the probe: the same one in every process of a run. */
  begin(): Promise<void>;
  /**
   * Looks at the probe, where a look is due.
   *
   * @param model - The experts as they are given out; not changed.
   * @param iterations - Iterations that are done.
   * @returns Nothing where no look is due; else the lowest agreement of the looks that count with the first of them, which is 1 for
   * the very first look, and whether the competition has converged.
   */
  look(
    model: ExpertsModel,
    iterations: number,
  ): Promise<{ readonly agreement: number; readonly converged: boolean } | undefined>;
  /** Disposes of the probe. */
  dispose(): void;
}

/**
 * The second rule of convergence of Parascandolo et al. (2018): the assignment of images to experts has not changed for a while. The last
 * `looks` looks at a fixed probe must each give `agreement` of its images to the winners of the look before all of them.
 *
 * @param settings - What counts as no change.
 * @param sampler - The transformed images.
 * @param seed - The master seed: the probe has a stream of its own.
 * @returns The watch; the caller disposes of it.
 */
export function watchConvergence(
  { probe: most, every, looks, agreement: least }: Convergence,
  sampler: ImageSampler,
  seed: number,
): ConvergenceWatch {
  const size = Math.min(most, sampler.size);
  // The winners of the looks that count, the oldest first; -1 where there was none yet.
  const history = new Int32Array((looks + 1) * size).fill(-1);
  let probe: ImageBatch | undefined;
  return {
    state: { convergence: numbersPart(history) },
    async begin() {
      probe ??= await sampler.sample(size, new RandomStream(seed).split('convergence'));
    },
    async look({ networks, scorer }, iterations) {
      if (probe === undefined || iterations % every !== 0) return undefined;
      const { images, winners } = await bestOutputs(networks, scorer, probe.images);
      images.dispose();
      history.copyWithin(0, size);
      history.set(winners, looks * size);
      const agreement = lowestAgreement(history, size);
      return { agreement, converged: history[0] !== -1 && agreement >= least };
    },
    dispose() {
      probe?.images.dispose();
      probe = undefined;
    },
  };
}

/**
 * @param history - Winners of some looks, the oldest first; -1 throughout where there was none yet.
 * @param size - Images of a look.
 * @returns The lowest share of images that any look gives to the winners of the first one there was.
 */
export function lowestAgreement(history: Int32Array, size: number): number {
  const first = Math.floor(history.findIndex((winner) => winner !== -1) / size) * size;
  let lowest = 1;
  for (let look = first; look < history.length; look += size) {
    let same = 0;
    for (let i = 0; i < size; i++) if (history[look + i] === history[first + i]) same++;
    lowest = Math.min(lowest, same / size);
  }
  return lowest;
}
