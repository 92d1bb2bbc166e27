import type { EnvironmentBatch } from '@causal-mechanisms/datasets';
import { ArgumentError, CheckpointError } from '@causal-mechanisms/tensor-utils';
import type { JsonObject, StatePart } from '@causal-mechanisms/tensor-utils';

/**
 * Environments as a part of a checkpoint.
 *
 * @param owner - Opens messages.
 * @param batch - The environments.
 * @returns The part; saving throws an ArgumentError where the environments cannot be saved.
 */
export function environmentPart(owner: string, batch: EnvironmentBatch): StatePart {
  return {
    save() {
      if (batch.save === undefined || batch.restore === undefined) {
        return Promise.reject(
          new ArgumentError(
            `${owner}: checkpoints need environments with save and restore, got some without`,
          ),
        );
      }
      return Promise.resolve({ json: batch.save() });
    },
    restore({ json }) {
      if (batch.restore === undefined) {
        throw new CheckpointError('the environments have no restore');
      }
      try {
        batch.restore(json as JsonObject);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new CheckpointError(`the environments refuse it: ${reason}`, { cause });
      }
    },
  };
}
