import { adamPart, FlatAdam, tensorPart } from '@causal-mechanisms/tensor-utils';
import type { RandomStream, RunState } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import {
  mixtureNetworkDataGradient,
  mixtureNetworkGradient,
} from '../../continuous/network/mixtureNetworkGradient.ts';
import {
  mixtureNetworkLayout,
  initialMixtureNetwork,
} from '../../continuous/network/mixtureNetworkLayout.ts';
import type { Columns } from '../maps/invertibleEncoder.ts';
import type { CausalOrder } from '../score/causalOrders.ts';
import type { ConditionalTerm } from '../score/conditionalTerm.ts';
import { links } from '../score/transferLikelihoods.ts';
import type { MechanismNetworkConfig } from './encoderConfig.ts';

/** A mixture density network for every link of every chain, which learn side by side. */
export interface MechanismNetworks {
  /**
   * One step of Adam on training codes.
   *
   * @param codes - Fresh codes.
   */
  learn(codes: Columns): void;
  /**
   * Lets copies of the networks adapt to a transfer set; the networks stay as they are.
   *
   * @param codes - Codes of the transfer set.
   * @param steps - Losses that are taken; between two of them lies one step of Adam, which starts anew.
   * @returns Mean log-likelihoods before each step, averaged over the steps, with gradients of first order.
   */
  adapt(codes: Columns, steps: number): Promise<Map<number, ConditionalTerm>>;
  /** Parameters and optimiser, by a prefix. */
  state(prefix: string): RunState;
  /** Disposes of all tensors. */
  dispose(): void;
}

/**
 * @param orders - The chains.
 * @param config - The networks.
 * @param stream - Where parameters are drawn from.
 * @returns The networks; the caller disposes of them.
 */
export function mechanismNetworks(
  orders: readonly CausalOrder[],
  { hidden, components, learningRate, adaptationRate }: MechanismNetworkConfig,
  stream: RandomStream,
): MechanismNetworks {
  const sizes = { hidden, components };
  const pairs = new Map(orders.flatMap(links).map((pair) => [pair.join(), pair] as const));
  const list = [...pairs.values()];
  const { length } = mixtureNetworkLayout(sizes);
  let parameters = tf.tidy(() =>
    tf.concat2d(
      list.map(() => tf.tensor2d(initialMixtureNetwork(stream, sizes), [1, length])),
      0,
    ),
  );
  const shape: [number, number] = [list.length, length];
  const adam = new FlatAdam(parameters.size, { learningRate });
  const replace = (next: tf.Tensor2D) => {
    parameters.dispose();
    parameters = next;
  };
  /** One row per network. */
  const gather = (codes: Columns, end: 0 | 1) =>
    tf.stack(
      list.map((pair) => tf.tensor1d(Float32Array.from(codes[pair[end]] ?? []))),
    ) as tf.Tensor2D;
  const stepOf = (optimiser: FlatAdam, present: tf.Tensor2D, gradient: tf.Tensor2D) =>
    optimiser.update(present.as1D(), gradient.as1D()).reshape<tf.Tensor2D>(shape);
  return {
    learn(codes) {
      replace(
        tf.tidy(() => {
          const batch = { parameters, x: gather(codes, 0), y: gather(codes, 1) };
          return stepOf(adam, parameters, mixtureNetworkGradient(batch, sizes).gradient);
        }),
      );
    },
    async adapt(codes, steps) {
      const adapting = new FlatAdam(parameters.size, { learningRate: adaptationRate });
      const sums = tf.tidy(() => {
        const [x, y] = [gather(codes, 0), gather(codes, 1)];
        let present = parameters;
        const all = [];
        for (let step = 0; step < steps; step++) {
          const found = mixtureNetworkDataGradient({ parameters: present, x, y }, sizes);
          all.push([found.losses.expandDims(1), found.inputGradient, found.targetGradient]);
          present = stepOf(adapting, present, found.gradient);
        }
        // Losses, derivatives by inputs and by targets, side by side, averaged over the steps.
        const rows = all.map((parts) => tf.concat(parts as tf.Tensor2D[], 1));
        return tf.addN(rows).div<tf.Tensor2D>(-steps);
      });
      const values = await sums.data<'float32'>();
      tf.dispose(sums);
      adapting.dispose();
      return termsOf(values, list, codes);
    },
    state: (prefix) => ({
      [`${prefix} networks`]: tensorPart({
        get: () => parameters,
        set: (tensor) => {
          replace(tensor as tf.Tensor2D);
        },
      }),
      [`${prefix} adam`]: adamPart(adam),
    }),
    dispose() {
      parameters.dispose();
      adam.dispose();
    },
  };
}

/** Takes rows of a value, derivatives by causes and derivatives by effects apart. */
function termsOf(
  values: Float32Array,
  pairs: readonly (readonly [number, number])[],
  codes: Columns,
): Map<number, ConditionalTerm> {
  const points = codes[0]?.length ?? 0;
  const stride = 1 + 2 * points;
  return new Map(
    pairs.map(([cause, effect], i) => {
      const row = Float64Array.from(values.subarray(i * stride, (i + 1) * stride));
      const transfer = { cause: row.slice(1, 1 + points), effect: row.slice(1 + points) };
      const term = { value: row[0] ?? NaN, gradient: () => ({ transfer }) };
      return [cause * codes.length + effect, term] as const;
    }),
  );
}
