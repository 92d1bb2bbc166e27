import { checkInstance, checkOptions, RandomStream } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { factorState, outsideMap } from './factorState.ts';
import type { InterventionContext } from './interventionContext.ts';
import type {
  InterventionOptions,
  InterventionResult,
  InterventionWarning,
} from './interventionResult.ts';

/** Latents before and after, and what is known about them. */
export interface ChangedLatents {
  /** What was done. */
  readonly kind: InterventionResult['kind'];
  /** `[n, latentWidth]`. */
  readonly before: Float64Array;
  /** `[n, latentWidth]`. */
  readonly after: Float64Array;
  /** What was noticed so far. */
  readonly warnings: readonly InterventionWarning[];
}

/**
 * Makes observations of changed latents and reports both.
 *
 * @param context - The model.
 * @param changed - The latents.
 * @param options - Noise of the generator.
 * @returns The result; the caller disposes of its observations.
 */
export function finishIntervention(
  context: InterventionContext,
  { kind, before, after, warnings }: ChangedLatents,
  { noise }: InterventionOptions,
): InterventionResult {
  const { structure, scaling } = context;
  const { latentWidth } = structure;
  const factorNames = scaling.state.ranges.map(({ name }) => name);
  const observations = tf.tidy(() =>
    context.generate(
      tf.tensor2d(Float32Array.from(after), [after.length / latentWidth, latentWidth]),
      noise,
    ),
  );
  return {
    kind,
    factorNames,
    before: factorState(before, latentWidth, scaling),
    after: factorState(after, latentWidth, scaling),
    observations,
    warnings: [...warnings, ...outsideMap(structure, factorNames, before, after)],
  };
}

/**
 * @param context - The model.
 * @param observations - `[n, ...shape]`; not disposed.
 * @returns Their mean latents as numbers.
 */
export async function encodedLatents(
  context: InterventionContext,
  observations: tf.Tensor,
): Promise<Float64Array> {
  const encoded = context.encode(observations);
  try {
    return Float64Array.from(await encoded.data());
  } finally {
    encoded.dispose();
  }
}

/**
 * @param owner - Opens the message.
 * @param options - What the caller gave.
 * @throws ArgumentError when they are no options, or the noise is no stream.
 */
export function checkNoise(owner: string, options: InterventionOptions): void {
  const { noise } = checkOptions(owner, options);
  if (noise !== undefined) checkInstance(owner, 'noise', noise, RandomStream);
}
