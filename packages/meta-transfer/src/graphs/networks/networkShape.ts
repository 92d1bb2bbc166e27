import { parameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';

/** The sizes of a set of masked networks. */
export interface NetworkShape {
  /** The number of categories of each variable. */
  readonly categories: readonly number[];
  /** Hidden units of each network. */
  readonly hidden: number;
}

/**
 * Parameters, the variable whose mechanism they are first. Embeddings hold a row per cause and category, as many categories for each
 * as the variable with the most has.
 *
 * @param shape - The sizes.
 * @returns `embeddings` [M, M C, H], `hiddenBias` [M, 1, H], `outputs` [M, H, C], `outputBias` [M, 1, C].
 */
export function networkLayout({ categories, hidden }: NetworkShape): ParameterLayout {
  const variables = categories.length;
  const most = Math.max(...categories);
  return parameterLayout([
    { name: 'embeddings', shape: [variables, variables * most, hidden] },
    { name: 'hiddenBias', shape: [variables, 1, hidden] },
    { name: 'outputs', shape: [variables, hidden, most] },
    { name: 'outputBias', shape: [variables, 1, most] },
  ]);
}

/**
 * Draws a start: embeddings normal with deviation 2 / sqrt(variables), output weights uniform up to sqrt(6 / hidden), biases 0.
 *
 * @param shape - The sizes.
 * @param stream - Where it is drawn from.
 * @returns The parameters, one after the other.
 */
export function initialNetworks(shape: NetworkShape, stream: RandomStream): Float32Array {
  const { sizes, length } = networkLayout(shape);
  const [embeddings = 0, hiddenBias = 0, outputs = 0] = sizes;
  const values = new Float32Array(length);
  values.set(stream.normals(embeddings, 0, 2 / Math.sqrt(shape.categories.length)));
  const bound = Math.sqrt(6 / shape.hidden);
  values.set(stream.uniforms(outputs, -bound, bound), embeddings + hiddenBias);
  return values;
}
