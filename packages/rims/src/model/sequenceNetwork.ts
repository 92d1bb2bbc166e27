import * as tf from '@tensorflow/tfjs';
import {
  constantValues,
  parameterLayout,
  tensorTuple,
  tidyAll,
  uniformValues,
} from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';
import { coreOf } from '../cores/coreOf.ts';
import { dropoutMask } from '../cores/shared/dropoutMask.ts';
import { product } from '../cores/shared/product.ts';
import type { CoreState, SequenceCore } from '../cores/sequenceCore.ts';
import type { SequenceInput } from '../cores/sequenceInput.ts';
import { lastSteps } from './ownSteps.ts';
import type { SequenceModelConfig } from './sequenceModelConfig.ts';

/** Embedding and decoder start uniform within this, as in the authors' code. */
const START = 0.1;

/** What a network gives; the caller disposes of the tensors. */
export interface NetworkResult {
  /** Logits or values `[answers, batch, outputs]`; one answer where the last step alone is asked. */
  readonly answers: tf.Tensor3D;
  /** The state of the core after the last step. */
  readonly state: CoreState;
  /** Which modules were active `[steps, batch, modules]`; only of cores with modules. */
  readonly activation?: tf.Tensor3D;
}

/** How a network goes through sequences. */
export interface NetworkOptions {
  /** The state to start from; not disposed. Default: the core's initial one. */
  readonly state?: CoreState;
  /** Draws the masks of dropout. Default: no dropout. */
  readonly dropout?: RandomStream;
  /** How many steps each sequence has. Default: all of them. */
  readonly lengths?: Int32Array;
  /** How many modules are active at least. Default: the core's own number. */
  readonly activeModules?: number;
  /** Whether tokens are looked up before the core reads them: cheaper where they are fewer than the table has rows. Default: false. */
  readonly dense?: boolean;
}

/** Embedding, core and decoder as functions of their parameters; holds no tensors. */
export interface SequenceNetwork {
  readonly core: SequenceCore;
  /** The parameters of all three parts; those of the core are called `core/...`. */
  readonly layout: ParameterLayout;
  /**
   * @param stream - Where they are drawn from.
   * @returns Initial parameters, one after the other.
   */
  initialValues(stream: RandomStream): Float32Array;
  /**
   * @param parameters - In the order of the layout; not disposed.
   * @param sequences - Tokens `[steps, batch]` or vectors `[steps, batch, width]`; not disposed.
   * @param options - See {@link NetworkOptions}.
   * @returns Answers and state, differentiable in the parameters. The state is that after the last step, padding included.
   */
  run(
    parameters: readonly tf.Tensor[],
    sequences: tf.Tensor2D | tf.Tensor3D,
    options?: NetworkOptions,
  ): NetworkResult;
}

/**
 * @param config - A resolved configuration.
 * @returns The network.
 */
export function sequenceNetwork(config: SequenceModelConfig): SequenceNetwork {
  const { input, outputs } = config;
  const core = coreOf(config.core, input.width);
  const layout = parameterLayout([
    ...(input.kind === 'tokens'
      ? [{ name: 'embedding', shape: [input.vocabulary, input.width] }]
      : []),
    ...core.layout.specs.map(({ name, shape }) => ({ name: `core/${name}`, shape })),
    { name: 'decoder/kernel', shape: [core.outputWidth, outputs] },
    { name: 'decoder/bias', shape: [outputs] },
  ]);
  return {
    core,
    layout,
    initialValues(stream) {
      const drawn = (name: string, length: number) =>
        uniformValues(length, START, stream.split(name));
      const parts = [
        ...(input.kind === 'tokens' ? [drawn('embedding', input.vocabulary * input.width)] : []),
        ...core.initialValues(stream.split('core')),
        drawn('decoder', core.outputWidth * outputs),
        constantValues(outputs, 0),
      ];
      const values = new Float32Array(layout.length);
      let place = 0;
      for (const part of parts) {
        values.set(part, place);
        place += part.length;
      }
      return values;
    },
    run(parameters, sequences, { state, dropout, lengths, activeModules, dense = false } = {}) {
      return tidyAll(() => {
        const ofCore = parameters.slice(input.kind === 'tokens' ? 1 : 0, -2);
        const [kernel, bias] = tensorTuple(parameters.slice(-2), [2, 1]);
        const drops = dropout !== undefined && config.dropout > 0 ? dropout : undefined;
        const embedding = parameters[0] as tf.Tensor2D;
        const read = embed(config, embedding, sequences, { drops, dense });
        const {
          outputs: hidden,
          last,
          ...rest
        } = core.run(ofCore, read, {
          ...(state === undefined ? {} : { state }),
          ...(dropout === undefined ? {} : { dropout }),
          ...(lengths === undefined ? {} : { lengths }),
          ...(activeModules === undefined ? {} : { activeModules }),
        });
        const atEnd = () => last?.expandDims<tf.Tensor3D>(0) ?? lastSteps(hidden, lengths);
        const answered = config.answers === 'every' ? hidden : atEnd();
        const [steps, batch, width] = answered.shape;
        const kept =
          drops === undefined
            ? answered
            : answered.mul<tf.Tensor3D>(dropoutMask(answered.shape, config.dropout, drops));
        const answers = product(kept.reshape<tf.Tensor2D>([steps * batch, width]), kernel)
          .add(bias)
          .reshape<tf.Tensor3D>([steps, batch, outputs]);
        return { answers, ...rest };
      });
    },
  };
}

/** Tokens stay rows of the embedding, which cores can use; where entries are dropped each step is on its own. */
function embed(
  config: SequenceModelConfig,
  embedding: tf.Tensor2D,
  sequences: tf.Tensor2D | tf.Tensor3D,
  { drops, dense }: { readonly drops: RandomStream | undefined; readonly dense: boolean },
): SequenceInput {
  const drop = (rows: tf.Tensor3D) =>
    drops === undefined
      ? rows
      : rows.mul<tf.Tensor3D>(dropoutMask(rows.shape, config.dropout, drops));
  if (config.input.kind === 'vectors') return sequences as tf.Tensor3D;
  const indices = sequences as tf.Tensor2D;
  if (drops === undefined && !dense) return { table: embedding, indices };
  return drop(tf.gather(embedding, indices) as unknown as tf.Tensor3D);
}
