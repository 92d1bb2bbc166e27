import * as tf from '@tensorflow/tfjs';
import { joinParameters, tidyAll } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { ExpertKind } from './expertKind.ts';
import { buildLayers, layersLayout } from './layersSettings.ts';
import type { LayersSettings } from './layersSettings.ts';
import { rowwisePasses } from './rowwisePasses.ts';

/**
 * Experts whose layers the caller made. Their gradient comes from automatic differentiation, in a pass of its own over the rows that were won.
 *
 * @param settings - Their layers.
 * @returns The kind.
 * @throws ConfigError when the layers make up no expert.
 */
export function layersKind(settings: LayersSettings): ExpertKind {
  const layout = layersLayout(settings);
  return {
    layout,
    multiple: 1,
    draw: (stream) => ({
      parameters: drawLayers(layout, stream),
      statistics: new Float32Array(0),
    }),
    ...rowwisePasses({
      apply: (parameters, images) =>
        withModel(settings, parameters, (model) => model.apply(images) as tf.Tensor4D),
      gradient: (parameters, images, dOutput) =>
        layersGradient(settings, parameters, images, dOutput),
    }),
    layers(input, { parameters }, name, weights) {
      weights.push([name, parameters.map((parameter) => parameter.clone())]);
      return buildLayers(settings, `${name}_`, name).apply(input) as tf.SymbolicTensor;
    },
  };
}

/**
 * Draws kernels from U(-b, b) with b = 1 / sqrt(fan-in); scales of normalisations are one, and everything else is zero.
 *
 * @param layout - The weights of the layers.
 * @param stream - Where they are drawn from.
 * @returns The flat vector.
 */
export function drawLayers(layout: ParameterLayout, stream: RandomStream): Float32Array {
  const parts = layout.specs.map(({ name, shape }, i) => {
    const size = layout.sizes[i] ?? 0;
    if (name.endsWith('gamma')) return new Float32Array(size).fill(1);
    if (!name.endsWith('kernel')) return new Float32Array(size);
    // A depthwise kernel sees each channel by itself: [height, width, channels, multiplier].
    const outputs = name.endsWith('depthwise_kernel') ? shape.slice(2) : shape.slice(-1);
    const bound = 1 / Math.sqrt(size / outputs.reduce((product, n) => product * n, 1));
    return stream.uniforms(size, -bound, bound);
  });
  const values = new Float32Array(layout.length);
  let offset = 0;
  for (const part of parts) {
    values.set(part, offset);
    offset += part.length;
  }
  return values;
}

function layersGradient(
  settings: LayersSettings,
  parameters: readonly tf.Tensor[],
  images: tf.Tensor4D,
  dOutput: tf.Tensor4D,
): tf.Tensor1D {
  return withModel(settings, parameters, (model) => {
    const variables = model.trainableWeights
      .map((weight) => weight.read())
      .filter((value) => value instanceof tf.Variable);
    const { value, grads } = tf.variableGrads(
      () => tf.sum(tf.mul(model.apply(images) as tf.Tensor, dOutput)),
      variables,
    );
    const found = variables.map(({ name }) => grads[name] as tf.Tensor);
    const joined = joinParameters(found);
    tf.dispose([value, found]);
    return joined;
  });
}

/** Builds the model, works with it, and disposes of it: what lives on is the result alone. */
function withModel<T extends tf.Tensor>(
  settings: LayersSettings,
  parameters: readonly tf.Tensor[],
  work: (model: tf.LayersModel) => T,
): T {
  const { result } = tidyAll(() => {
    const model = buildLayers(settings);
    try {
      model.setWeights([...parameters]);
      return { result: work(model) };
    } finally {
      model.dispose();
    }
  });
  return result;
}
