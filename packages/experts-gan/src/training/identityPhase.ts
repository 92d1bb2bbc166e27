import * as tf from '@tensorflow/tfjs';
import type { ImageBatch, ImageSampler } from '@causal-mechanisms/datasets';
import { pacer, RandomStream, streamPart } from '@causal-mechanisms/tensor-utils';
import type { FlatAdam, Phase, StatePart } from '@causal-mechanisms/tensor-utils';
import type { ExpertsConfig } from '../expertsConfig.ts';
import { chunkRanges } from '../networks/chunks.ts';
import type { Expert } from '../networks/expert.ts';
import { applyFoldedExpertInTurns, disposeFoldedExpert } from '../networks/foldedExpert.ts';
import type { Competitor, Competitors } from './competitors.ts';

/** The pre-training of all experts on the identity map. */
export interface IdentityPhases {
  /** One phase per expert; their steps report `expert` and, at each look at the probe, `error`. */
  readonly phases: readonly Phase[];
  /** The stream that batches are drawn from. */
  readonly stream: StatePart;
  /** Disposes of the probe. */
  dispose(): void;
}

/**
 * The phases before the competition: every expert learns the identity map on transformed images, until its error on a fixed probe
 * falls below the threshold.
 *
 * @param config - The configuration.
 * @param competitors - Changed in place.
 * @param sampler - The transformed images.
 * @returns The phases; none where the configuration wants no pre-training.
 */
export function identityPhases(
  config: ExpertsConfig,
  { experts }: Pick<Competitors, 'experts'>,
  sampler: ImageSampler,
  fresh: readonly number[] = [...experts.keys()],
): IdentityPhases {
  const settings = config.identityInitialisation;
  const master = new RandomStream(config.seed).split('identity');
  const stream = master.split('expert 0');
  const pause = pacer();
  let probe: ImageBatch | undefined;
  const disposeProbe = () => {
    probe?.images.dispose();
    probe = undefined;
  };
  const phaseOf = (
    { expert, adam }: Competitor,
    j: number,
    { threshold, maxIterations, probeSize, checkEvery }: Exclude<typeof settings, false>,
  ): Phase => {
    return {
      name: 'identity',
      steps: maxIterations,
      async begin(done) {
        if (done === 0) stream.restore(master.split(`expert ${j}`).state());
        probe ??= await sampler.sample(Math.min(probeSize, sampler.size), master.split('probe'));
      },
      async step(done) {
        const { images } = await sampler.sample(config.batchSize, stream);
        try {
          await identityStep(expert, adam, images, pause);
        } finally {
          images.dispose();
        }
        const looks = (done + 1) % checkEvery === 0 || done + 1 === maxIterations;
        if (!looks || probe === undefined) return { scalars: { expert: j } };
        const error = await identityError(expert, probe.images, pause);
        return { scalars: { expert: j, error }, finished: error < threshold };
      },
      end() {
        adam.reset();
        if (j === fresh.at(-1)) disposeProbe();
      },
    };
  };
  return {
    phases:
      settings === false ? [] : fresh.map((j) => phaseOf(experts[j] as Competitor, j, settings)),
    stream: streamPart(stream),
    dispose: disposeProbe,
  };
}

/**
 * One step of an expert towards the identity map: its target is its own input, its loss the mean squared error.
 *
 * @param expert - Changed in place.
 * @param adam - Its optimiser.
 * @param images - `[n, height, width, c]`; not disposed.
 * @param pause - Gives the event loop its turn between pieces.
 */
export async function identityStep(
  expert: Expert,
  adam: FlatAdam,
  images: tf.Tensor4D,
  pause: () => Promise<void>,
): Promise<void> {
  const pass = await expert.forward(images, pause);
  const dOutput = tf.tidy(() =>
    pass.output.sub<tf.Tensor4D>(images).mul<tf.Tensor4D>(2 / images.size),
  );
  const gradient = await pass.gradient(dOutput, { pause });
  expert.update(adam, gradient);
  expert.updateStatistics(pass.statistics);
  pass.dispose();
  tf.dispose([dOutput, gradient]);
}

/**
 * How far an expert is from the identity map, with its running statistics.
 *
 * @param expert - The expert.
 * @param probe - `[n, height, width, c]`; not disposed.
 * @param pause - Gives the event loop its turn between pieces.
 * @returns The mean squared error per pixel.
 */
export async function identityError(
  expert: Expert,
  probe: tf.Tensor4D,
  pause: () => Promise<void>,
): Promise<number> {
  const folded = expert.folded();
  const [n] = probe.shape;
  let total = 0;
  for (const { from, size } of chunkRanges(n, expert.kind.rowwise)) {
    const images = probe.slice([from], [size]);
    const outputs = await applyFoldedExpertInTurns(folded, images, pause);
    const sum = tf.tidy(() => tf.sum(tf.squaredDifference(outputs, images)));
    total += (await sum.data())[0] ?? NaN;
    tf.dispose([images, outputs, sum]);
    await pause();
  }
  disposeFoldedExpert(folded);
  return total / probe.size;
}
