import { parameterLayout } from '@causal-mechanisms/tensor-utils';
import type { JsonObject, ParameterLayout } from '@causal-mechanisms/tensor-utils';
import { withoutKeys } from '../cores/shared/withoutKeys.ts';
import type { SequenceModelConfig } from './sequenceModelConfig.ts';

/** How a model lies in its files. */
export interface SavedForm {
  /** What `tf.loadLayersModel` makes layers of; absent where `tf.layers` has none that compute the same. */
  readonly topology?: JsonObject;
  /** Names and shapes of the parameters as they are saved, in the order of the model's own. */
  readonly layout: ParameterLayout;
  /**
   * Turns parameters into what is saved, and what was saved into parameters: both ways are the same.
   *
   * @param values - One after the other; not changed.
   * @returns The same numbers, some of them in other places.
   */
  readonly exchange: (values: Float32Array) => Float32Array;
}

/**
 * The form in which a model is saved: layers of TensorFlow.js where the core is an LSTM, such layers and the registered `RimsCell`
 * where it is recurrent independent mechanisms, and parameters under their own names for other cores.
 *
 * @param config - A resolved configuration.
 * @param layout - Of the model.
 * @returns The form.
 */
export function savedForm(config: SequenceModelConfig, layout: ParameterLayout): SavedForm {
  const layer = coreLayer(config);
  const asIs = (values: Float32Array) => values;
  if (layer === undefined) return { layout, exchange: asIs };
  const isLstm = config.core.kind === 'lstm';
  // What tf.layers calls them: the layer of the core takes its weights by these names.
  const renamed: Readonly<Record<string, string>> = {
    embedding: 'embedding/embeddings',
    ...(isLstm ? { 'core/recurrentKernel': 'core/recurrent_kernel' } : {}),
  };
  const specs = layout.specs.map(({ name, shape }) => ({ name: renamed[name] ?? name, shape }));
  return {
    topology: sequentialModel(config, layer),
    layout: parameterLayout(specs),
    exchange: isLstm ? (values) => exchangeGates(values, layout) : asIs,
  };
}

/** The layer that computes the same as a core, if there is one. */
function coreLayer({ core, answers }: SequenceModelConfig): JsonObject | undefined {
  const common = { name: 'core', return_sequences: answers === 'every' };
  if (core.kind === 'lstm') {
    // The sigmoid of tf.layers is a piecewise linear one by default.
    const activations = { activation: 'tanh', recurrent_activation: 'sigmoid' };
    const units = core.units as number;
    return { class_name: 'LSTM', config: { ...common, ...activations, units, use_bias: true } };
  }
  if (core.kind === 'rims') {
    const cell = { class_name: 'RimsCell', config: withoutKeys(core, 'kind') as JsonObject };
    return { class_name: 'RNN', config: { ...common, cell } };
  }
  return undefined;
}

/** Embedding, core and decoder, with dropout between them where there is any. */
function sequentialModel(config: SequenceModelConfig, core: JsonObject): JsonObject {
  const { input, outputs, dropout } = config;
  const dropoutLayer = (name: string) =>
    dropout > 0 ? [{ class_name: 'Dropout', config: { name, rate: dropout } }] : [];
  const layers = [
    ...(input.kind === 'tokens'
      ? [
          {
            class_name: 'Embedding',
            config: { name: 'embedding', input_dim: input.vocabulary, output_dim: input.width },
          },
          ...dropoutLayer('embedding_dropout'),
        ]
      : []),
    core,
    ...dropoutLayer('core_dropout'),
    { class_name: 'Dense', config: { name: 'decoder', units: outputs } },
  ];
  // Any number of sequences, any number of steps.
  const shape = {
    batch_input_shape: [null, null, ...(input.kind === 'tokens' ? [] : [input.width])],
  };
  return {
    class_name: 'Sequential',
    config: {
      name: 'sequence_model',
      layers: layers.map((layer, i) =>
        i === 0 ? { ...layer, config: { ...(layer['config'] as JsonObject), ...shape } } : layer,
      ),
    },
  };
}

/** Gates lie in the order i, f, o, g here and i, f, g, o in tf.layers: the last two change places. */
function exchangeGates(values: Float32Array, { specs, sizes }: ParameterLayout): Float32Array {
  const exchanged = values.slice();
  let place = 0;
  for (const [index, { name, shape }] of specs.entries()) {
    const end = place + (sizes[index] ?? 0);
    const units = (shape.at(-1) ?? 0) / 4;
    if (name.startsWith('core/')) {
      for (let third = place + 2 * units; third < end; third += 4 * units) {
        exchanged.set(values.subarray(third, third + units), third + units);
        exchanged.set(values.subarray(third + units, third + 2 * units), third);
      }
    }
    place = end;
  }
  return exchanged;
}
