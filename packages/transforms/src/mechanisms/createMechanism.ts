import * as tf from '@tensorflow/tfjs';
import type { Tensor4D } from '@tensorflow/tfjs';
import { asImageBatch, checkInstance, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import type { Mechanism } from './mechanism.ts';

/** What a factory knows about its mechanism; the rest is the same for all of them. */
interface MechanismParts {
  /** A short name for tables. */
  readonly name: string;
  /** The kind, which is the name of the factory, and its parameters. */
  readonly definition: JsonObject & { readonly kind: string };
  /** Whether `apply` leaves the stream alone. */
  readonly deterministic: boolean;
  /** The mechanism on a batch that was checked, inside a tidy. */
  readonly apply: (images: Tensor4D, stream: RandomStream) => Tensor4D;
  /** The inverse on a batch that was checked, inside a tidy. Default: none. */
  readonly invert?: (images: Tensor4D) => Tensor4D;
}

/**
 * Puts the shared shell around a mechanism: shape check, tidy, and a copy of batches that hold nothing.
 *
 * @param parts - The core of the mechanism.
 * @returns The mechanism.
 */
export function createMechanism(parts: MechanismParts): Mechanism {
  const { name, definition, deterministic, apply, invert } = parts;
  const run = (method: string, images: Tensor4D, body: (images: Tensor4D) => Tensor4D) => {
    const batch = asImageBatch(`${definition.kind}.${method}`, images);
    // Kernels differ between backends on tensors without entries; nothing is to be done on them anyway.
    if (batch.size === 0) return batch.clone();
    return tf.tidy(() => body(batch.dtype === 'float32' ? batch : batch.toFloat()));
  };
  const mechanism = {
    name,
    definition,
    deterministic,
    apply: (images: Tensor4D, stream: RandomStream) => {
      if (!deterministic) {
        checkInstance(`${definition.kind}.apply`, 'stream', stream, RandomStream);
      }
      return run('apply', images, (batch) => apply(batch, stream));
    },
  };
  return invert === undefined
    ? mechanism
    : { ...mechanism, invert: (images) => run('invert', images, invert) };
}
