import { constantValues, uniformValues } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';

/**
 * Draws the parameters of a network as PyTorch does: kernels and biases from U(-b, b) with b = 1 / sqrt(fan-in), batch
 * norm at offset 0 and a scale of 1 or, as PyTorch did in 2018, from U(0, 1).
 *
 * @param layout - Kernels end in `/kernel` and precede the `/bias` of their layer.
 * @param stream - Drawn from in the order of the layout.
 * @param gamma - How the scale of batch norm starts.
 * @returns The flat vector.
 */
export function drawParameters(
  layout: ParameterLayout,
  stream: RandomStream,
  gamma: 'one' | 'uniform',
): Float32Array {
  const values = new Float32Array(layout.length);
  let offset = 0;
  let bound = 0;
  layout.specs.forEach(({ name, shape }, i) => {
    const size = layout.sizes[i] ?? 0;
    const role = name.slice(name.lastIndexOf('/') + 1);
    if (role === 'kernel') bound = 1 / Math.sqrt(size / (shape.at(-1) ?? 1));
    if (role === 'gamma') {
      values.set(gamma === 'one' ? constantValues(size, 1) : stream.uniforms(size), offset);
    } else if (role !== 'beta') values.set(uniformValues(size, bound, stream), offset);
    offset += size;
  });
  return values;
}
