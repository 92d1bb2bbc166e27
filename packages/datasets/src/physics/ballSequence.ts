import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { CheckedBallOptions } from './ballOptions.ts';
import { emptyTracks } from './ballTracks.ts';
import type { BallTracks } from './ballTracks.ts';
import { BallWorld } from './ballWorld.ts';
import { drawCurtain, placeCurtain } from './curtain.ts';
import { drawBalls } from './drawBalls.ts';
import { drawBinaryDisc, drawSoftDisc } from './drawDiscs.ts';
import { recordTracks } from './recordTracks.ts';

/** One sequence of bouncing balls at a time: moved first, then drawn as often as is wanted. */
export class BallSequence {
  /** Where the balls of the sequence are. */
  readonly track: BallTracks;
  readonly #options: CheckedBallOptions;
  readonly #stream: RandomStream;
  readonly #world: BallWorld;
  /** A byte for each ball. */
  readonly #marks: readonly (readonly number[])[];

  /**
   * @param options - What sequences are like.
   * @param stream - Sequence i is drawn from the child `sequence i` alone.
   */
  constructor(options: CheckedBallOptions, stream: RandomStream) {
    const { steps, balls, box, curtain } = options;
    this.#options = options;
    this.#stream = stream;
    this.#world = new BallWorld(balls.most, box);
    this.#marks = Array.from({ length: balls.most }, (_, j) => [j + 1]);
    this.track = emptyTracks(1, steps, balls.most, curtain !== null);
  }

  /** @param index - Which sequence. */
  make(index: number): void {
    const { box, curtain } = this.#options;
    const own = this.#stream.split(`sequence ${index}`);
    recordTracks(this.#world, drawBalls(this.#options, this.#world, own), this.track);
    const { curtains } = this.track;
    if (curtain !== null && curtains !== undefined) {
      placeCurtain(curtain, box, own.split('curtain'), curtains, 0);
    }
  }

  /**
   * @param out - Receives bytes `[steps, height, width, channels]`.
   * @param offset - Where in `out`.
   */
  draw(out: Uint8Array, offset: number): void {
    const { soft, colours, curtain } = this.#options;
    this.#drawFrames(out, offset, colours, soft);
    this.#hide(out, offset, colours[0]?.length ?? 1, curtain?.level ?? 0);
  }

  /**
   * @param out - Receives a byte per pixel, `[steps, height, width]`: 0 or 1 more than the ball.
   * @param offset - Where in `out`.
   */
  drawMasks(out: Uint8Array, offset: number): void {
    this.#drawFrames(out, offset, this.#marks, false);
    this.#hide(out, offset, 1, 0);
  }

  #drawFrames(
    pixels: Uint8Array,
    offset: number,
    colours: readonly (readonly number[])[],
    soft: boolean,
  ): void {
    const { steps, height, width } = this.#options;
    const { objects, counts, positions, radii } = this.track;
    const scale = Math.min(height, width);
    const channels = colours[0]?.length ?? 1;
    const canvas = { pixels, height, width, channels };
    const frame = height * width * channels;
    pixels.fill(0, offset, offset + steps * frame);
    const drawDisc = soft ? drawSoftDisc : drawBinaryDisc;
    for (let step = 0; step < steps; step++) {
      for (let j = 0; j < (counts[0] as number); j++) {
        const k = 2 * (step * objects + j);
        const disc = {
          x: scale * (positions[k] as number),
          y: scale * (positions[k + 1] as number),
          radius: scale * (radii[j] as number),
        };
        drawDisc(canvas, offset + step * frame, disc, colours[j % colours.length] as number[]);
      }
    }
  }

  #hide(pixels: Uint8Array, offset: number, channels: number, level: number): void {
    const { steps, height, width } = this.#options;
    const { curtains } = this.track;
    if (curtains === undefined) return;
    const scale = Math.min(height, width);
    const [left = 0, top = 0, across = 0, down = 0] = curtains.map((length) => scale * length);
    drawCurtain(
      { pixels, offset, steps, height, width, channels },
      [left, top, across, down],
      level,
    );
  }
}
