import * as tf from '@tensorflow/tfjs';
import { parameterLayout, ParameterVector } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import type { InferenceNetworks } from './dearNetworks.ts';

/** The parts of a model that have tensors, in the order in which they are saved. */
const PARTS = [
  'encoder',
  'encoderBuffers',
  'generator',
  'generatorBuffers',
  'map',
  'adjacency',
] as const;

/** The tensors of a model: parameters, and what is carried along without being learned. */
export type DearParameters = Readonly<Record<(typeof PARTS)[number], ParameterVector>>;

/**
 * @param networks - The parts as functions.
 * @returns How all their numbers lie one after the other in a file.
 */
export function savedLayout(networks: InferenceNetworks): ParameterLayout {
  const layouts = layoutsOf(networks);
  return parameterLayout(
    PARTS.flatMap((part) =>
      layouts[part].specs.map(({ name, shape }) => ({ name: `${part}/${name}`, shape })),
    ),
  );
}

/**
 * @param networks - The parts as functions.
 * @param values - All numbers one after the other; copied.
 * @returns Tensors; the caller disposes of them.
 */
export function parametersFrom(networks: InferenceNetworks, values: Float32Array): DearParameters {
  const layouts = layoutsOf(networks);
  let place = 0;
  const vectors = PARTS.map((part) => {
    const layout = layouts[part];
    const own = values.slice(place, (place += layout.length));
    return [part, new ParameterVector(layout, tf.tensor1d(own))] as const;
  });
  return Object.fromEntries(vectors) as DearParameters;
}

/**
 * @param parameters - Of a model.
 * @returns All numbers one after the other.
 */
export async function parameterValues(parameters: DearParameters): Promise<Float32Array> {
  const parts = await Promise.all(PARTS.map((part) => parameters[part].values.data<'float32'>()));
  const together = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    together.set(part, place);
    place += part.length;
  }
  return together;
}

function layoutsOf({
  encoder,
  generator,
  prior,
}: InferenceNetworks): Readonly<Record<(typeof PARTS)[number], ParameterLayout>> {
  return {
    encoder: encoder.layout,
    encoderBuffers: encoder.buffers,
    generator: generator.layout,
    generatorBuffers: generator.buffers,
    map: prior.mapLayout,
    adjacency: prior.adjacencyLayout,
  };
}
