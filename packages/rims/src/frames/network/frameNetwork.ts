import type * as tf from '@tensorflow/tfjs';
import { parameterLayout, tidyAll } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';
import { coreOf } from '../../cores/coreOf.ts';
import type { CoreState, SequenceCore } from '../../cores/sequenceCore.ts';
import type { FrameModelConfig } from '../frameModelConfig.ts';
import { frameDecoder } from './frameDecoder.ts';
import { frameEncoder } from './frameEncoder.ts';

/** What a network says of frames; the caller disposes of the tensors. */
export interface FrameNetworkResult {
  /** Logits of the frame that follows each one `[size, steps, height, width, channels]`. */
  readonly logits: tf.Tensor5D;
  /** The state of the core after the last step. */
  readonly state: CoreState;
  /** Which modules were active `[steps, size, modules]`; only of cores with modules. */
  readonly activation?: tf.Tensor3D;
}

/** Encoder, core and decoder as functions of their parameters; holds no tensors. */
export interface FrameNetwork {
  readonly core: SequenceCore;
  /** The parameters of all three parts. */
  readonly layout: ParameterLayout;
  /**
   * @param stream - Where they are drawn from.
   * @returns Initial parameters, one after the other.
   */
  initialValues(stream: RandomStream): Float32Array;
  /**
   * Reads frames: all at once in encoder and decoder, one after the other in the core.
   *
   * @param parameters - In the order of the layout; not disposed.
   * @param frames - `[size, steps, height, width, channels]`; not disposed.
   * @param options - A state to start from; where the core's own dropout masks are drawn from, if any.
   * @returns Logits and state, differentiable in the parameters and the state.
   */
  run(
    parameters: readonly tf.Tensor[],
    frames: tf.Tensor5D,
    options?: { readonly state?: CoreState; readonly dropout?: RandomStream },
  ): FrameNetworkResult;
}

/**
 * @param config - A resolved configuration.
 * @returns The network.
 */
export function frameNetwork(config: FrameModelConfig): FrameNetwork {
  const { shape, codeWidth } = config;
  const core = coreOf(config.core, codeWidth);
  const encoder = frameEncoder(config);
  const decoder = frameDecoder(config, core.outputWidth);
  const coreSpecs = core.layout.specs.map(({ name, shape }) => ({ name: `core/${name}`, shape }));
  const layout = parameterLayout([
    ...encoder.specs.map(({ name, shape }) => ({ name, shape })),
    ...coreSpecs,
    ...decoder.specs.map(({ name, shape }) => ({ name, shape })),
  ]);
  const places = new Map(layout.specs.map(({ name }, place) => [name, place]));
  const coreFrom = encoder.specs.length;
  return {
    core,
    layout,
    initialValues: (stream) =>
      joined(layout.length, [
        ...encoder.specs.map(({ name, start }) => start(stream.split(name))),
        ...core.initialValues(stream.split('core')),
        ...decoder.specs.map(({ name, start }) => start(stream.split(name))),
      ]),
    run(parameters, frames, options = {}) {
      const [size, steps] = frames.shape;
      const named = (name: string) => parameters[places.get(name) ?? -1] as tf.Tensor;
      return tidyAll(() => {
        const images = frames.reshape<tf.Tensor4D>([size * steps, ...shape]);
        const code = encoder.run(named, images);
        const read = code
          .reshape<tf.Tensor3D>([size, steps, encoder.elements * codeWidth])
          .transpose<tf.Tensor3D>([1, 0, 2]);
        const input =
          encoder.elements === 1
            ? read
            : read.reshape<tf.Tensor4D>([steps, size, encoder.elements, codeWidth]);
        const ofCore = parameters.slice(coreFrom, coreFrom + coreSpecs.length);
        const { outputs, ...rest } = core.run(ofCore, input, options);
        const hidden = outputs
          .transpose<tf.Tensor3D>([1, 0, 2])
          .reshape<tf.Tensor2D>([size * steps, core.outputWidth]);
        const logits = decoder.run(named, hidden).reshape<tf.Tensor5D>(frames.shape);
        return { logits, ...rest };
      });
    },
  };
}

function joined(length: number, parts: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(length);
  let place = 0;
  for (const part of parts) {
    values.set(part, place);
    place += part.length;
  }
  return values;
}
