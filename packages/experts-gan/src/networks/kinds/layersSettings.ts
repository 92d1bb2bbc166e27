import * as tf from '@tensorflow/tfjs';
import { ArgumentError, ConfigError, parameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';

/** An expert of your own, as plain JSON: the layers of a model that maps an image to an image. {@link expertOfLayers} makes it. */
export interface LayersSettings {
  /** The model without its weights. */
  readonly layers: {
    /** Whether the layers follow each other, or make up a graph. */
    readonly className: 'Sequential' | 'Model';
    /** What the model says of its layers. */
    readonly config: Readonly<Record<string, unknown>>;
  };
}

/** The zod schema of {@link LayersSettings}. */
export const layersSchema = z.strictObject({
  layers: z.strictObject({
    className: z.enum(['Sequential', 'Model']),
    config: z.record(z.string(), z.unknown()),
  }),
});

/**
 * Makes a kind of expert of a layers model: for `kinds` of the configuration. The model gives its layers, not its weights; every expert of
 * that kind draws weights of its own.
 *
 * @param model - Image in, image of the same shape out, best in [0, 1] (end with a sigmoid). All its weights are trainable: layers with
 * running statistics, such as batch normalisation, are refused; layer normalisation is not. Dropout does nothing. Layers of your own must be
 * registered with `tf.serialization.registerClass`. Not disposed.
 * @returns Plain JSON, which is saved with a model of experts.
 * @throws ArgumentError when it is no such model.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { expertOfLayers, ExpertsModel, resolveExpertsConfig } from '@causal-mechanisms/experts-gan';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const inputShape = [16, 16, 1];
 * const own = tf.sequential({
 *   layers: [
 *     tf.layers.conv2d({ inputShape, filters: 4, kernelSize: 9, padding: 'same', activation: 'elu' }),
 *     tf.layers.conv2d({ filters: 1, kernelSize: 9, padding: 'same', activation: 'sigmoid' }),
 *   ],
 * });
 * const kinds = ['paper', expertOfLayers(own)] as const;
 * own.dispose();
 * const config = resolveExpertsConfig({ experts: 2, kinds, filters: 4, discriminatorUnits: 8 });
 * const model = ExpertsModel.create(config, [16, 16, 1], new RandomStream(1));
 * console.log(model.experts); // 2
 * model.dispose();
 * ```
 */
export function expertOfLayers(model: tf.LayersModel): LayersSettings {
  if (!(model instanceof tf.LayersModel)) {
    throw new ArgumentError('expertOfLayers: model must be a layers model of TensorFlow.js');
  }
  const className = model instanceof tf.Sequential ? 'Sequential' : 'Model';
  const config = JSON.parse(JSON.stringify(model.getConfig())) as Record<string, unknown>;
  const settings = { layers: { className, config } } as const;
  try {
    layersLayout(settings);
  } catch (cause) {
    throw new ArgumentError(`expertOfLayers: ${(cause as Error).message}`, { cause });
  }
  return settings;
}

/**
 * Builds the model. Its weights are zero.
 *
 * @param settings - Its layers.
 * @param prefix - Put before the name of every layer. Default: nothing.
 * @param name - Of the model. Default: its own.
 * @returns The model; the caller disposes of it.
 * @throws ConfigError when the layers make up no model.
 */
export function buildLayers(
  { layers: { className, config } }: LayersSettings,
  prefix = '',
  name?: string,
): tf.LayersModel {
  try {
    const renamed = {
      ...(withPrefix(config, prefix) as tf.serialization.ConfigDict),
      ...(name === undefined ? {} : { name }),
    };
    // The weights are set by whoever builds it: zeros spare unseeded draws.
    const built =
      className === 'Sequential'
        ? tf.Sequential.fromConfig(tf.Sequential, renamed, {}, true)
        : tf.LayersModel.fromConfig(tf.LayersModel, renamed, {}, true);
    if (built instanceof tf.LayersModel) return built;
    throw new TypeError(`a ${className} was expected`);
  } catch (cause) {
    throw new ConfigError('experts-gan: the layers of a kind of expert make up no model', {
      cause,
    });
  }
}

/**
 * @param settings - The layers of a model.
 * @returns How its weights are laid out.
 * @throws ConfigError when it does not map an image to an image, or has weights that are not trained.
 */
export function layersLayout(settings: LayersSettings): ParameterLayout {
  const model = buildLayers(settings);
  try {
    const { inputs, outputs, weights, trainableWeights } = model;
    const [input, output] = [inputs[0]?.shape ?? [], outputs[0]?.shape ?? []];
    const maps = inputs.length === 1 && outputs.length === 1 && input.length === 4;
    if (!maps || input.join() !== output.join()) {
      throw new ConfigError(
        `experts-gan: an expert's layers must map images to images of the same shape, got [${input.join(', ')}] to [${output.join(', ')}]`,
        { data: { inputs: inputs.length, outputs: outputs.length, input, output } },
      );
    }
    if (weights.length === 0 || trainableWeights.length !== weights.length) {
      throw new ConfigError(
        "experts-gan: an expert's layers must have weights, all of them trainable (layer normalisation, not batch normalisation)",
        { data: { weights: weights.length, trainable: trainableWeights.length } },
      );
    }
    const specs = weights.map(({ originalName, shape }) => ({
      name: originalName,
      shape: shape.map((size) => size ?? 0),
    }));
    return parameterLayout(specs);
  } finally {
    model.dispose();
  }
}

/** Puts a prefix before the names of layers, wherever they stand in what a model says of itself. */
function withPrefix(config: Readonly<Record<string, unknown>>, prefix: string): unknown {
  const layers = config['layers'];
  if (prefix === '' || !Array.isArray(layers)) return config;
  const names = new Set(layers.map((layer) => nameOf(layer)));
  const renamed = (value: unknown, at: string): unknown => {
    const isName = at === 'name' || at === 'node';
    if (typeof value === 'string') return isName && names.has(value) ? prefix + value : value;
    if (Array.isArray(value)) return value.map((each) => renamed(each, at));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, renamed(each, PLACES[key] ?? key)]),
    );
  };
  return renamed(config, 'model');
}

/** The keys under which layers are named by others. */
const PLACES: Readonly<Record<string, string>> = {
  inboundNodes: 'node',
  inputLayers: 'node',
  outputLayers: 'node',
};

function nameOf(layer: unknown): unknown {
  const { config } = (layer ?? {}) as { readonly config?: { readonly name?: unknown } };
  return config?.name;
}
