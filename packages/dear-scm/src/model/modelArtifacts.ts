import type { io } from '@tensorflow/tfjs';
import { readParameters, writeParameters } from '@causal-mechanisms/tensor-utils';
import { resolveDearDescription } from './dearDescription.ts';
import type { DearDescription } from './dearDescription.ts';
import { inferenceNetworks } from './dearNetworks.ts';
import type { InferenceNetworks } from './dearNetworks.ts';
import { parameterValues, savedLayout } from './dearParameters.ts';
import type { DearParameters } from './dearParameters.ts';
import { checkVersion, SAVED_VERSION } from './savedVersion.ts';

const KIND = { owner: 'DearModel', format: 'causal-mechanisms/dear-scm' } as const;

/** A model as it was saved. */
export interface SavedDearModel {
  /** What it is made of. */
  readonly description: DearDescription;
  /** Its parts as functions. */
  readonly networks: InferenceNetworks;
  /** All its numbers, one after the other. */
  readonly values: Float32Array;
}

/** What {@link writeDearModel} writes. */
export interface DearModelToSave {
  /** What it is made of. */
  readonly description: DearDescription;
  /** Its parts as functions. */
  readonly networks: InferenceNetworks;
  /** Its tensors. */
  readonly parameters: DearParameters;
}

/**
 * Writes a model through any handler of TensorFlow.js.
 *
 * @param model - The model.
 * @param handler - Where to.
 * @throws FileFormatError when the handler cannot write.
 */
export async function writeDearModel(
  { description, networks, parameters }: DearModelToSave,
  handler: io.IOHandler,
): Promise<void> {
  await writeParameters(handler, {
    ...KIND,
    layout: savedLayout(networks),
    values: await parameterValues(parameters),
    description: { version: SAVED_VERSION, model: description },
  });
}

/**
 * Reads a model that {@link writeDearModel} wrote.
 *
 * @param handler - Where from.
 * @returns What it is made of, and its numbers; no tensors.
 * @throws FileFormatError when it is another kind of model, one of another version, or a damaged one.
 */
export async function readDearModel(handler: io.IOHandler): Promise<SavedDearModel> {
  return readParameters(handler, {
    ...KIND,
    understand: (saved) => {
      checkVersion(KIND.owner, saved);
      const description = resolveDearDescription(saved['model']);
      const networks = inferenceNetworks(description);
      return { description, networks, layout: savedLayout(networks) };
    },
  });
}
