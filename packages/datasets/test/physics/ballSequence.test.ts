import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { checkBallOptions } from '../../src/physics/ballOptions.ts';
import { BallSequence } from '../../src/physics/ballSequence.ts';

const OPTIONS = checkBallOptions('test', {
  steps: 3,
  height: 16,
  width: 16,
  balls: { least: 1, most: 3 },
});

describe('BallSequence', () => {
  it('is the same again whatever was made in between', () => {
    const sequence = new BallSequence(OPTIONS, new RandomStream(1));
    const draw = (index: number) => {
      sequence.make(index);
      const pixels = new Uint8Array(3 * 256).fill(9);
      sequence.draw(pixels, 0);
      return { pixels, track: structuredClone(sequence.track) };
    };
    const first = draw(5);
    for (let index = 0; index < 10; index++) draw(index);
    expect(draw(5)).toEqual(first);
  });

  it('writes where it is told and nowhere else', () => {
    const sequence = new BallSequence(OPTIONS, new RandomStream(1));
    sequence.make(0);
    const pixels = new Uint8Array(5 * 256).fill(9);
    sequence.drawMasks(pixels, 256);
    expect(pixels.subarray(0, 256).every((pixel) => pixel === 9)).toBe(true);
    expect(pixels.subarray(4 * 256).every((pixel) => pixel === 9)).toBe(true);
    expect(Math.max(...pixels.subarray(256, 4 * 256))).toBe(sequence.track.counts[0]);
  });
});
