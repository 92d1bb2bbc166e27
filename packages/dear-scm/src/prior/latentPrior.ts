import * as tf from '@tensorflow/tfjs';
import { checkCount, parameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';
import { causalMask } from './causalMask.ts';
import type { FactorMap } from './factorMap.ts';
import { linearMap } from './linearMap.ts';
import { monotoneMap } from './monotoneMap.ts';
import type { PriorConfig } from './priorConfig.ts';

/**
 * The distribution of latents as a differentiable function of noise: the first coordinates, one per factor, follow a structural causal
 * model, z = f(u) with u = u A + eps; the others stay standard normal. Nothing in it holds tensors.
 */
export interface LatentPrior {
  /** How many coordinates there are. */
  readonly latentWidth: number;
  /** How many of them, the first ones, stand for factors. */
  readonly factors: number;
  /** The parameters of f. The Gaussian prior has none: the layout is of length 0. */
  readonly mapLayout: ParameterLayout;
  /** The weights of the edges, one matrix `[factors, factors]`. The Gaussian prior has none: the layout is of length 0. */
  readonly adjacencyLayout: ParameterLayout;
  /**
   * @param stream - Where the start is drawn from.
   * @returns A start of f, `[mapLayout.length]`.
   */
  initialMap(stream: RandomStream): Float32Array;
  /** @returns A start of the weights, `[adjacencyLayout.length]`: all 0. */
  initialAdjacency(): Float32Array;
  /**
   * Turns noise into latents: u = eps (I - A)^-1 and z = f(u). A is masked here, so that its gradient is exactly 0 where there is no edge.
   * Run it in a `tf.tidy`.
   *
   * @param map - One tensor per entry of `mapLayout`; not disposed.
   * @param adjacency - One tensor per entry of `adjacencyLayout`; not disposed.
   * @param eps - `[n, latentWidth]`, standard normal; not disposed.
   * @returns `[n, latentWidth]`, differentiable in map, adjacency and eps.
   */
  sample(map: readonly tf.Tensor[], adjacency: readonly tf.Tensor[], eps: tf.Tensor2D): tf.Tensor2D;
}

/**
 * The prior over latents of a model that knows which factor may cause which.
 *
 * @param config - Which map there is between the linear layer and the latents.
 * @param mask - `mask[cause][effect]`, 1 where an edge is allowed.
 * @param latentWidth - How many coordinates there are: at least as many as factors.
 * @returns The prior.
 * @throws ShapeError, ValuesError or ArgumentError for a mask that is no graph without cycles; ArgumentError for too few coordinates.
 */
export function latentPrior(
  config: PriorConfig,
  mask: readonly (readonly number[] | Uint8Array)[],
  latentWidth: number,
): LatentPrior {
  const { factors, depth } = causalMask('latentPrior', mask);
  checkCount('latentPrior', 'latentWidth', latentWidth, { least: factors });
  const map = factorMap(config, factors);
  const edges = Float32Array.from(mask.flatMap((row) => [...row]));
  return {
    latentWidth,
    factors,
    mapLayout: map?.layout ?? parameterLayout([]),
    adjacencyLayout: parameterLayout(
      map === undefined ? [] : [{ name: 'adjacency', shape: [factors, factors] }],
    ),
    initialMap: (stream) => map?.initialValues(stream) ?? new Float32Array(0),
    initialAdjacency: () => new Float32Array(map === undefined ? 0 : factors * factors),
    sample(parameters, [adjacency], eps) {
      if (map === undefined || adjacency === undefined) return eps.clone();
      const own = eps.slice([0, 0], [-1, factors]);
      const z = map.run(parameters, linearLayer(own, adjacency, edges, depth));
      if (latentWidth === factors) return z;
      return z.concat(eps.slice([0, factors], [-1, latentWidth - factors]), 1);
    },
  };
}

/**
 * @param config - Which map.
 * @param factors - How many factors.
 * @returns The map; undefined for the Gaussian prior, whose latents are the noise.
 */
export function factorMap(config: PriorConfig, factors: number): FactorMap | undefined {
  if (config.kind === 'linear') return linearMap(config, factors);
  return config.kind === 'monotone' ? monotoneMap(config, factors) : undefined;
}

/**
 * u = eps (I + A + A^2 + ...), nested as in Horner's rule: the sum ends where no directed path is longer. Without edges one round is made
 * all the same, so that the gradient of A is 0 and not missing.
 */
function linearLayer(
  eps: tf.Tensor2D,
  adjacency: tf.Tensor,
  edges: Float32Array,
  depth: number,
): tf.Tensor2D {
  const masked = adjacency.mul<tf.Tensor2D>(
    tf.tensor2d(edges, adjacency.shape as [number, number]),
  );
  let u = eps;
  for (let round = 0; round < Math.max(depth, 1); round++) u = eps.add(u.matMul(masked));
  return u;
}
