import type { io } from '@tensorflow/tfjs';
import { readParameters, writeParameters } from '@causal-mechanisms/tensor-utils';
import { coreOf } from '../cores/coreOf.ts';
import type { CoreConfig } from '../cores/coreOf.ts';
import type { SequenceCore } from '../cores/sequenceCore.ts';

const KIND = { owner: 'SequenceLayer', format: 'causal-mechanisms/rims-layer' } as const;

/** A layer as it was saved. */
interface SavedSequenceLayer {
  readonly core: SequenceCore;
  /** The parameters, one after the other. */
  readonly values: Float32Array;
}

/**
 * Writes the named parameters of a layer, and what it is, through any handler of TensorFlow.js.
 *
 * @param layer - The core, and the parameters one after the other.
 * @param handler - Where to.
 * @throws FileFormatError when the handler cannot write.
 */
export async function writeSequenceLayer(
  { core, values }: SavedSequenceLayer,
  handler: io.IOHandler,
): Promise<void> {
  const { kind, config, layout } = core;
  await writeParameters(handler, { ...KIND, layout, values, description: { kind, config } });
}

/**
 * Reads a layer that {@link writeSequenceLayer} wrote.
 *
 * @param handler - Where from.
 * @returns Core and parameters; no tensors.
 * @throws FileFormatError when it is something else, or damaged.
 */
export async function readSequenceLayer(handler: io.IOHandler): Promise<SavedSequenceLayer> {
  return readParameters(handler, {
    ...KIND,
    understand: ({ kind, config }) => {
      const { inputWidth, ...settings } = config as { readonly inputWidth: number };
      const core = coreOf({ kind, ...settings } as unknown as CoreConfig, inputWidth);
      return { core, layout: core.layout };
    },
  });
}
