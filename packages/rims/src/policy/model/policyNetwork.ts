import type * as tf from '@tensorflow/tfjs';
import { parameterLayout, tidyAll } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';
import { coreOf } from '../../cores/coreOf.ts';
import type { CoreResult, CoreState, SequenceCore } from '../../cores/sequenceCore.ts';
import type { SequenceInput } from '../../cores/sequenceInput.ts';
import { denseStack } from './denseStack.ts';
import type { PolicyConfig } from './policyConfig.ts';

/** All actions are nearly as likely as each other at the start. */
const ACTOR_BOUND = 0.01;

/** What actor and critic say; the caller disposes of the tensors. */
export interface PolicyHeads {
  /** `[rows, actions]` */
  readonly logits: tf.Tensor2D;
  /** `[rows, 1]` */
  readonly values: tf.Tensor2D;
}

/** Encoder, core, actor and critic as functions of their parameters; holds no tensors. */
export interface PolicyNetwork {
  readonly core: SequenceCore;
  /** The parameters of all parts, such as `encoder/kernel0`, `core/...`, `actor/bias0`. */
  readonly layout: ParameterLayout;
  /**
   * @param stream - Where they are drawn from.
   * @returns Initial parameters, one after the other.
   */
  initialValues(stream: RandomStream): Float32Array;
  /**
   * @param parameters - Of all parts; not disposed.
   * @param batch - Environments side by side.
   * @returns The state at the start of an episode; the caller disposes of it.
   */
  initialState(parameters: readonly tf.Tensor[], batch: number): CoreState;
  /**
   * @param parameters - Of all parts; not disposed.
   * @param observations - `[rows, observationWidth]`; not disposed.
   * @returns What the core reads `[rows, width]`; the caller disposes of it.
   */
  encode(parameters: readonly tf.Tensor[], observations: tf.Tensor2D): tf.Tensor2D;
  /**
   * @param parameters - Of all parts; not disposed.
   * @param input - What the core reads; not disposed.
   * @param state - Where it starts; not disposed.
   * @returns What it makes of it; the caller disposes of it.
   */
  remember(parameters: readonly tf.Tensor[], input: SequenceInput, state: CoreState): CoreResult;
  /**
   * @param parameters - Of all parts; not disposed.
   * @param hidden - Outputs of the core `[rows, outputWidth]`; not disposed.
   * @returns Logits of the actions, and values.
   */
  heads(parameters: readonly tf.Tensor[], hidden: tf.Tensor2D): PolicyHeads;
}

/**
 * @param config - A resolved configuration.
 * @returns The network.
 */
export function policyNetwork(config: PolicyConfig): PolicyNetwork {
  const { observationWidth, actions } = config;
  const core = coreOf(config.core, config.encoder.at(-1) ?? 1);
  const width = core.outputWidth;
  const encoder = denseStack('encoder', [observationWidth, ...config.encoder], { rectified: true });
  const actor = denseStack('actor', [width, ...config.actor, actions], { lastBound: ACTOR_BOUND });
  const criticWidths = [width, ...config.critic, 1];
  const lastBound = 1 / Math.sqrt(criticWidths.at(-2) ?? 1);
  const critic = denseStack('critic', criticWidths, { lastBound });
  const ofCore = core.layout.specs.map(({ name, shape }) => ({ name: `core/${name}`, shape }));
  const layout = parameterLayout([...encoder.specs, ...ofCore, ...actor.specs, ...critic.specs]);
  const afterEncoder = encoder.specs.length;
  const afterCore = afterEncoder + ofCore.length;
  const afterActor = afterCore + actor.specs.length;
  const coreParameters = (all: readonly tf.Tensor[]) => all.slice(afterEncoder, afterCore);
  return {
    core,
    layout,
    initialValues(stream) {
      const parts = [
        ...encoder.initialValues(stream),
        ...core.initialValues(stream.split('core')),
        ...actor.initialValues(stream),
        ...critic.initialValues(stream),
      ];
      const values = new Float32Array(layout.length);
      let place = 0;
      for (const part of parts) {
        values.set(part, place);
        place += part.length;
      }
      return values;
    },
    initialState: (parameters, batch) => core.initialState(coreParameters(parameters), batch),
    encode: (parameters, observations) =>
      encoder.run(parameters.slice(0, afterEncoder), observations),
    remember: (parameters, input, state) => core.run(coreParameters(parameters), input, { state }),
    heads: (parameters, hidden) =>
      tidyAll(() => ({
        logits: actor.run(parameters.slice(afterCore, afterActor), hidden),
        values: critic.run(parameters.slice(afterActor), hidden),
      })),
  };
}
