import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';

/**
 * A copy of parameters with some normal noise on each, in proportion to the root mean square of the tensor it belongs to: two
 * experts that are the same have no reason to become different.
 *
 * @param values - The parameters, flat.
 * @param layout - Which of them belong together.
 * @param noise - The deviation of the noise over the root mean square.
 * @param stream - Where the noise is drawn from.
 * @returns The copy.
 */
export function noisedCopy(
  values: Float32Array,
  layout: Pick<ParameterLayout, 'sizes'>,
  noise: number,
  stream: RandomStream,
): Float32Array {
  const copy = Float32Array.from(values);
  let from = 0;
  for (const size of layout.sizes) {
    const part = copy.subarray(from, from + size);
    const square = part.reduce((sum, value) => sum + value * value, 0) / size;
    const drawn = stream.normals(size, 0, noise * Math.sqrt(square));
    part.forEach((value, k) => (part[k] = value + (drawn[k] ?? 0)));
    from += size;
  }
  return copy;
}
