import { checkCount, pacer } from '@causal-mechanisms/tensor-utils';
import { MOST_KEPT } from '../image/datasetChecks.ts';
import { arrayFrames } from './arrayFrames.ts';
import { checkFrameSequences } from './frameChecks.ts';
import type { FrameSequences } from './frameSequences.ts';

/** Numbers that are read at a time. */
const AT_ONCE = 2 ** 22;

/**
 * Reads all frames once and keeps them as bytes: worth it for sequences that are slow to read, and read often.
 *
 * @param sequences - The videos.
 * @returns The same ones, in `size * steps * height * width * channels` bytes; tracks and masks are still asked of the source.
 * @throws What reading them throws; ArgumentError when they are more than memory holds.
 *
 * @example
 * ```ts
 * import { bouncingBalls, loadFramesIntoMemory } from '@causal-mechanisms/datasets';
 *
 * const balls = await loadFramesIntoMemory(bouncingBalls({ size: 20, steps: 10, height: 16, width: 16 }));
 * console.log(balls.size, balls.steps); // 20 10
 * ```
 */
export async function loadFramesIntoMemory(sequences: FrameSequences): Promise<FrameSequences> {
  checkFrameSequences('loadFramesIntoMemory', 'sequences', sequences);
  const { name, origin, size, steps, shape } = sequences;
  const perSequence = steps * shape[0] * shape[1] * shape[2];
  const owner = `loadFramesIntoMemory(${name})`;
  checkCount(owner, 'sequences.size times the numbers of a sequence', size * perSequence, {
    most: MOST_KEPT,
  });
  const frames = new Uint8Array(size * perSequence);
  const count = Math.max(1, Math.floor(AT_ONCE / perSequence));
  const pause = pacer();
  for (let start = 0; start < size; start += count) {
    await pause();
    const end = Math.min(size, start + count);
    const indices = Int32Array.from({ length: end - start }, (_, i) => start + i);
    await sequences.read(indices, frames.subarray(start * perSequence, end * perSequence));
  }
  return {
    ...arrayFrames({ name, origin, frames, steps, shape }),
    ...(sequences.tracks !== undefined && {
      tracks: (indices: Int32Array) => (sequences as Required<FrameSequences>).tracks(indices),
    }),
    ...(sequences.masks !== undefined && {
      masks: (indices: Int32Array, out: Uint8Array) =>
        (sequences as Required<FrameSequences>).masks(indices, out),
    }),
  };
}
