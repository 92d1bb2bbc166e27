import * as tf from '@tensorflow/tfjs';
import {
  checkInstance,
  checkNumbers,
  DisposedError,
  ParameterVector,
  RandomStream,
  readParameters,
  writeParameters,
} from '@causal-mechanisms/tensor-utils';
import type { SequenceCore } from '../../cores/sequenceCore.ts';
import type { ParameterCounts } from '../../model/sequenceModel.ts';
import { resolvePolicyConfig } from './policyConfig.ts';
import type { PolicyConfig } from './policyConfig.ts';
import { policyNetwork } from './policyNetwork.ts';
import type { PolicyNetwork } from './policyNetwork.ts';

const KIND = { owner: 'PolicyModel', format: 'causal-mechanisms/policy' } as const;

/**
 * A policy with a memory: encoder, core, actor and critic. `PolicyRunner` acts by it.
 *
 * @example
 * ```ts
 * import { PolicyModel } from '@causal-mechanisms/rims';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const model = PolicyModel.create(
 *   {
 *     core: { kind: 'rims', units: 12, modules: 3, activeModules: 2 },
 *     observationWidth: 5,
 *     actions: 3,
 *     encoder: [8],
 *     actor: [],
 *     critic: [],
 *   },
 *   new RandomStream(1),
 * );
 * console.log(model.core.outputWidth); // 12
 * model.dispose();
 * ```
 */
export class PolicyModel {
  /** What it is made of. */
  readonly config: PolicyConfig;
  /** @internal Its parts as functions, for training. */
  readonly network: PolicyNetwork;
  /** @internal Its parameters, for training. */
  readonly parameters: ParameterVector;
  #disposed = false;

  /**
   * @param config - The parts.
   * @param start - The parameters, one after the other, which are copied; or where a random start is drawn from.
   * @throws ConfigError when the configuration is impossible; ShapeError when the number of parameters differs.
   */
  constructor(config: PolicyConfig, start: Float32Array | RandomStream) {
    this.config = resolvePolicyConfig(config);
    this.network = policyNetwork(this.config);
    if (!ArrayBuffer.isView(start)) checkInstance('PolicyModel', 'start', start, RandomStream);
    else checkNumbers('PolicyModel', 'start', start, { kinds: [Float32Array], anyNumber: true });
    // A copy: a backend may keep the array that a tensor is made of.
    const values = ArrayBuffer.isView(start) ? start.slice() : this.network.initialValues(start);
    this.parameters = new ParameterVector(this.network.layout, tf.tensor1d(values));
  }

  /**
   * A policy at its random start.
   *
   * @param config - The parts.
   * @param stream - Where the parameters are drawn from.
   * @returns The policy; the caller disposes of it.
   * @throws ConfigError when the configuration is impossible.
   */
  static create(config: PolicyConfig, stream: RandomStream): PolicyModel {
    checkInstance('PolicyModel.create', 'stream', stream, RandomStream);
    return new PolicyModel(config, stream);
  }

  /**
   * Loads a policy that {@link PolicyModel.save} wrote.
   *
   * @param handler - Where it is, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @returns The policy; the caller disposes of it.
   * @throws FileFormatError when it holds another kind of model, or a damaged one.
   */
  static async load(handler: tf.io.IOHandler): Promise<PolicyModel> {
    const { config, values } = await readParameters(handler, {
      ...KIND,
      understand: (description) => {
        const read = resolvePolicyConfig(description['config'] as PolicyConfig);
        return { config: read, layout: policyNetwork(read).layout };
      },
    });
    return new PolicyModel(config, values);
  }

  /** The part that goes through time. */
  get core(): SequenceCore {
    return this.network.core;
  }

  /** How many parameters it has: all, and those of the core alone. */
  get parameterCounts(): ParameterCounts {
    return { all: this.network.layout.length, core: this.core.layout.length };
  }

  /**
   * Writes the policy, for {@link PolicyModel.load}, which gives it back to the last bit.
   *
   * @param handler - Where to, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @throws FileFormatError when the handler cannot write; DisposedError.
   */
  async save(handler: tf.io.IOHandler): Promise<void> {
    this.checkAlive('PolicyModel.save');
    await writeParameters(handler, {
      ...KIND,
      layout: this.parameters.layout,
      values: await this.parameters.values.data<'float32'>(),
      description: { config: this.config },
    });
  }

  /** @internal Throws when it was disposed. */
  checkAlive(owner: string): void {
    if (this.#disposed) throw new DisposedError(`${owner}: the policy was disposed before`);
  }

  /** Disposes of its tensors; a second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.parameters.dispose();
  }
}
