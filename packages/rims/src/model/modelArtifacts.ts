import type { io } from '@tensorflow/tfjs';
import { readParameters, writeParameters } from '@causal-mechanisms/tensor-utils';
import type { ParameterVector } from '@causal-mechanisms/tensor-utils';
import { savedForm } from './savedForm.ts';
import type { SequenceModelConfig } from './sequenceModelConfig.ts';
import { resolveSequenceModelConfig } from './sequenceModelConfig.ts';
import { sequenceNetwork } from './sequenceNetwork.ts';

const KIND = { owner: 'SequenceModel', format: 'causal-mechanisms/rims' } as const;

/** A model as it was saved. */
interface SavedSequenceModel {
  readonly config: SequenceModelConfig;
  /** The parameters, one after the other. */
  readonly values: Float32Array;
}

/**
 * Writes a model through any handler of TensorFlow.js, as layers where there are some that compute the same.
 *
 * @param model - What it is made of, and its parameters.
 * @param handler - Where to.
 * @throws FileFormatError when the handler cannot write.
 */
export async function writeSequenceModel(
  {
    config,
    parameters,
  }: { readonly config: SequenceModelConfig; readonly parameters: ParameterVector },
  handler: io.IOHandler,
): Promise<void> {
  const form = savedForm(config, parameters.layout);
  const values = form.exchange(await parameters.values.data<'float32'>());
  await writeParameters(handler, {
    ...KIND,
    layout: form.layout,
    values,
    description: { config },
    ...(form.topology === undefined ? {} : { topology: form.topology }),
  });
}

/**
 * Reads a model that {@link writeSequenceModel} wrote.
 *
 * @param handler - Where from.
 * @returns Configuration and parameters; no tensors.
 * @throws FileFormatError when it is another kind of model, or a damaged one.
 */
export async function readSequenceModel(handler: io.IOHandler): Promise<SavedSequenceModel> {
  const { config, exchange, values } = await readParameters(handler, {
    ...KIND,
    understand: (description) => {
      const config = resolveSequenceModelConfig(description['config'] as SequenceModelConfig);
      return { config, ...savedForm(config, sequenceNetwork(config).layout) };
    },
  });
  return { config, values: exchange(values) };
}
