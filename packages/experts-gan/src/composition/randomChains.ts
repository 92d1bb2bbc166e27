import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { applyFoldedExpertInTurns } from '../networks/foldedExpert.ts';
import type { FoldedExpert } from '../networks/foldedExpert.ts';

/** What random sequences are drawn by. */
export interface ChainSettings {
  /** How many sequences. */
  readonly count: number;
  /** Experts of the longest. */
  readonly depth: number;
  /** Experts there are. */
  readonly experts: number;
}

/**
 * Draws sequences of experts: first their length, each from 0 to the depth as likely, then every expert.
 *
 * @param stream - What they are drawn from.
 * @param settings - How many, how long, of how many experts.
 * @returns A sequence for each image.
 */
export function randomChains(
  stream: RandomStream,
  { count, depth, experts }: ChainSettings,
): number[][] {
  return Array.from({ length: count }, () => {
    const length = stream.integer(0, depth + 1);
    return Array.from({ length }, () => stream.integer(0, experts));
  });
}

/**
 * Lets each image go through a sequence of its own. Images that the same expert works on at the same place are worked on together.
 *
 * @param experts - The experts; not disposed.
 * @param images - `[n, height, width, c]`; not disposed.
 * @param chains - A sequence for each image.
 * @param pause - Gives the event loop its turn between pieces.
 * @returns The images in their order; the caller disposes of them.
 */
export async function applyChains(
  experts: readonly FoldedExpert[],
  images: tf.Tensor4D,
  chains: readonly (readonly number[])[],
  pause: () => Promise<void>,
): Promise<tf.Tensor4D> {
  const longest = chains.reduce((most, { length }) => Math.max(most, length), 0);
  let at = images.clone();
  for (let step = 0; step < longest; step++) {
    const groups = new Map<number, number[]>();
    chains.forEach((chain, row) => {
      const expert = chain[step] ?? -1;
      groups.set(expert, [...(groups.get(expert) ?? []), row]);
    });
    const parts: tf.Tensor4D[] = [];
    for (const [expert, rows] of groups) {
      const given = tf.tidy(() => tf.gather(at, tf.tensor1d(rows, 'int32')));
      const network = experts[expert];
      if (network === undefined) parts.push(given);
      else {
        parts.push(await applyFoldedExpertInTurns(network, given, pause));
        given.dispose();
      }
    }
    const places = new Int32Array(chains.length);
    [...groups.values()].flat().forEach((row, place) => (places[row] = place));
    const next = tf.tidy(() => tf.gather(tf.concat4d(parts, 0), tf.tensor1d(places, 'int32')));
    tf.dispose([at, parts]);
    at = next;
  }
  return at;
}
