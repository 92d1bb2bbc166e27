import {
  checkCount,
  checkFunction,
  checkInstance,
  checkOptions,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { rimsCore } from '../cores/rims/rimsCore.ts';
import type { RimsCoreOptions } from '../cores/rims/rimsCore.ts';
import type { RimsConfigInput } from '../cores/rims/rimsConfig.ts';
import type { SequenceCore } from '../cores/sequenceCore.ts';
import { SequenceLayer } from './sequenceLayer.ts';

/** Options of {@link createRims}. */
export interface CreateRimsOptions extends RimsCoreOptions {
  /** The seed of the initial parameters: an integer in [0, 2^53). Default: 1. */
  readonly seed?: number;
}

/**
 * Makes a layer of recurrent independent mechanisms (Goyal et al., 2021), with parameters drawn as in the authors' code.
 *
 * @param config - The width of the input, and any part of {@link RimsConfig}.
 * @param options - The seed, and which of the two forms computes it.
 * @returns The layer; the caller disposes of it.
 * @throws ConfigError when the configuration is impossible; ArgumentError when the seed is no such integer.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { createRims } from '@causal-mechanisms/rims';
 * import { useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const rims = createRims({ inputWidth: 3, units: 12, modules: 3, activeModules: 2 }, { seed: 7 });
 * const { outputs, activation } = rims.sequence(tf.ones<tf.Rank.R3>([5, 2, 3]));
 * console.log(outputs.shape, activation?.shape); // [ 5, 2, 12 ] [ 5, 2, 3 ]
 * rims.dispose();
 * ```
 */
export function createRims(
  config: RimsConfigInput,
  options: CreateRimsOptions = {},
): SequenceLayer {
  const { seed = 1, ...form } = checkOptions('createRims', options);
  checkCount('createRims', 'seed', seed, { least: 0 });
  return createSequenceLayer(rimsCore(config, form), new RandomStream(seed));
}

/**
 * Makes a layer of any core, such as a baseline to compare with.
 *
 * @param core - What it computes.
 * @param stream - Where its initial parameters are drawn from.
 * @returns The layer; the caller disposes of it.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { createSequenceLayer, lstmCore } from '@causal-mechanisms/rims';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const layer = createSequenceLayer(lstmCore({ inputWidth: 3, units: 12 }), new RandomStream(1));
 * const sequence = tf.ones<tf.Rank.R3>([5, 2, 3]);
 * console.log(layer.weights.length, layer.sequence(sequence).outputs.shape); // 3 [ 5, 2, 12 ]
 * layer.dispose();
 * ```
 */
export function createSequenceLayer(core: SequenceCore, stream: RandomStream): SequenceLayer {
  const owner = 'createSequenceLayer';
  const given: { readonly initialValues: unknown } = checkOptions(owner, core, 'core');
  checkFunction(owner, 'core.initialValues', given.initialValues);
  checkInstance(owner, 'stream', stream, RandomStream);
  return new SequenceLayer(core, core.initialValues(stream));
}
