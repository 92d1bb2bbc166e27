import type { io } from '@tensorflow/tfjs';
import { readParameters, writeParameters } from '@causal-mechanisms/tensor-utils';
import type { ParameterVector } from '@causal-mechanisms/tensor-utils';
import { resolveFrameModelConfig } from './frameModelConfig.ts';
import type { FrameModelConfig } from './frameModelConfig.ts';
import { frameNetwork } from './network/frameNetwork.ts';

const KIND = { owner: 'FrameModel', format: 'causal-mechanisms/rims-frames' } as const;

/** A model as it was saved. */
interface SavedFrameModel {
  readonly config: FrameModelConfig;
  /** The parameters, one after the other. */
  readonly values: Float32Array;
}

/**
 * Writes a model through any handler of TensorFlow.js, its parameters under their own names.
 *
 * @param model - What it is made of, and its parameters.
 * @param handler - Where to.
 * @throws FileFormatError when the handler cannot write.
 */
export async function writeFrameModel(
  {
    config,
    parameters,
  }: { readonly config: FrameModelConfig; readonly parameters: ParameterVector },
  handler: io.IOHandler,
): Promise<void> {
  const values = await parameters.values.data<'float32'>();
  await writeParameters(handler, {
    ...KIND,
    layout: parameters.layout,
    values: Float32Array.from(values),
    description: { config },
  });
}

/**
 * Reads a model that {@link writeFrameModel} wrote.
 *
 * @param handler - Where from.
 * @returns Configuration and parameters; no tensors.
 * @throws FileFormatError when it is another kind of model, or a damaged one.
 */
export async function readFrameModel(handler: io.IOHandler): Promise<SavedFrameModel> {
  return readParameters(handler, {
    ...KIND,
    understand: (description) => {
      const config = resolveFrameModelConfig(description['config'] as FrameModelConfig);
      return { config, layout: frameNetwork(config).layout };
    },
  });
}
