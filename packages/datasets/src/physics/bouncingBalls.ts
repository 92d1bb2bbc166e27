import { pacer, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { FrameSequences } from '../frames/frameSequences.ts';
import { checkFrameRead, checkMaskRead, checkTrackRead } from '../frames/frameChecks.ts';
import { bytesToUnit } from '../frames/bytesToUnit.ts';
import { checkBallOptions } from './ballOptions.ts';
import type { BouncingBallsOptions } from './ballOptions.ts';
import { BallSequence } from './ballSequence.ts';
import { emptyTracks, putTracks } from './ballTracks.ts';
import type { BallTracks } from './ballTracks.ts';

/** Videos of balls whose state is known. */
export interface BouncingBalls extends FrameSequences {
  /**
   * Where the balls are in each frame, and what they hit.
   *
   * @param indices - Which sequences, in [0, size).
   * @returns The tracks, in the order of the indices; the arrays are the caller's own.
   */
  tracks(indices: Int32Array): Promise<BallTracks>;
  /**
   * Which ball each pixel shows: the one that its middle is on, unless the curtain hides it.
   *
   * @param indices - Which sequences, in [0, size).
   * @param out - Receives `[indices, steps, height, width]`: 0 where a pixel shows no ball, 1 + j where it shows ball j.
   */
  masks(indices: Int32Array, out: Uint8Array): Promise<void>;
}

/**
 * Videos of elastic balls in a box, made by a simulation that moves from one collision to the next at the exact times. Balls hit each other and
 * the walls without loss: energy stays the same but for rounding, and no two balls ever overlap.
 *
 * Sequence i depends on the seed, the split and i alone: frames are made when they are read, and none is kept. How many balls there are, their radii,
 * places and velocities, and the curtain are drawn apart, so the same seed with other colours, masses or a curtain begins in the same way. Balls
 * begin evenly among all places without overlap, with velocities drawn from a normal distribution.
 *
 * The data are in the manner of van Steenkiste et al., Relational Neural Expectation Maximization (ICLR 2018): 4 balls, 6 to 8, or 3 with a curtain,
 * 51 frames of 64 by 64. Their masses and radii are not published; the ones here are choices of this package.
 *
 * @param options - Balls, frames, curtain and seed.
 * @returns The sequences.
 * @throws ArgumentError when an option is outside its range, and when the balls do not fit: the largest that may come must stand side by side on
 *   shelves, with a twentieth of their radius to spare; ShapeError when radii or masses are not as many as the most balls; ValuesError for colours
 *   outside [0, 1].
 *
 * @example
 * ```ts
 * import { bouncingBalls } from '@causal-mechanisms/datasets';
 *
 * const balls = bouncingBalls({ balls: { least: 6, most: 8 }, steps: 10, height: 32, width: 32 });
 * const frames = new Float32Array(2 * 10 * 32 * 32);
 * await balls.read(Int32Array.of(0, 1), frames);
 * const { counts, positions } = await balls.tracks(Int32Array.of(0, 1));
 * console.log(counts.every((count) => count >= 6 && count <= 8), positions.length); // true 320
 * ```
 */
export function bouncingBalls(options: BouncingBallsOptions = {}): BouncingBalls {
  const checked = checkBallOptions('bouncingBalls', options);
  const { size, steps, height, width, balls, colours, split, seed } = checked;
  const shape = [height, width, colours[0]?.length ?? 1] as const;
  const name = `bouncing-balls/${split}`;
  const frame = height * width;
  const perSequence = steps * frame * shape[2];
  const stream = new RandomStream(seed).split(`bouncing balls ${split}`);
  // All reads share it: nothing may wait between making a sequence and copying it.
  const sequence = new BallSequence(checked, stream);
  const each = async (indices: Int32Array, put: (place: number) => void) => {
    const pause = pacer();
    for (let i = 0; i < indices.length; i++) {
      await pause();
      sequence.make(indices[i] ?? 0);
      put(i);
    }
  };
  return {
    name,
    origin: { kind: 'synthetic', description: 'elastic balls in a box (synthetic)' },
    size,
    steps,
    shape,
    read: async (indices, out) => {
      checkFrameRead(name, indices, out, size, perSequence);
      if (out instanceof Uint8Array) {
        await each(indices, (i) => sequence.draw(out, i * perSequence));
        return;
      }
      const bytes = new Uint8Array(perSequence);
      await each(indices, (i) => {
        sequence.draw(bytes, 0);
        bytesToUnit(bytes, out, i * perSequence);
      });
    },
    masks: async (indices, out) => {
      checkMaskRead(name, indices, out, size, steps * frame);
      await each(indices, (i) => sequence.drawMasks(out, i * steps * frame));
    },
    tracks: async (indices) => {
      checkTrackRead(`${name}.tracks`, indices, size);
      const tracks = emptyTracks(indices.length, steps, balls.most, checked.curtain !== null);
      await each(indices, (i) => putTracks(tracks, i, sequence.track));
      return tracks;
    },
  };
}
