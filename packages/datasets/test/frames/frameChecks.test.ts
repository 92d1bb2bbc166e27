import { bouncingBalls } from '../../src/physics/bouncingBalls.ts';
import { ArgumentError, ShapeError } from '@causal-mechanisms/tensor-utils';
import {
  checkFrameRead,
  checkFrameSequences,
  checkMaskRead,
  checkTrackRead,
} from '../../src/frames/frameChecks.ts';

describe('checks of reads of frames', () => {
  it('pass what is right', () => {
    const indices = Int32Array.of(0, 4);
    checkFrameRead('own', indices, new Float32Array(6), 5, 3);
    checkFrameRead('own', indices, new Uint8Array(6), 5, 3);
    checkMaskRead('own', indices, new Uint8Array(6), 5, 3);
    checkTrackRead('own.tracks', new Int32Array(), 5);
  });

  it('name what is wrong', () => {
    const two = new Uint8Array(6);
    expect(() => checkFrameRead('own', Int32Array.of(0, 5), two, 5, 3)).toThrow(
      'own.read: index 5 is not in [0, 5), at place 1 of indices',
    );
    expect(() => checkMaskRead('own', Int32Array.of(0), two, 5, 3)).toThrow(
      new ShapeError('own.masks: 1 sequences need an out of 3 numbers, got 6'),
    );
    expect(() => checkTrackRead('own.tracks', [0] as unknown as Int32Array, 5)).toThrow(
      ArgumentError,
    );
    expect(() =>
      checkMaskRead('own', Int32Array.of(0, 1), new Float32Array(6) as unknown as Uint8Array, 5, 3),
    ).toThrow(/out must be an? Uint8Array/);
  });
});

describe('checkFrameSequences', () => {
  it('passes sequences, and names the part that is none', () => {
    const right = bouncingBalls({ size: 1 });
    checkFrameSequences('own', 'data', right);
    checkFrameSequences('own', 'data', { ...right, masks: undefined } as never);
    for (const [change, message] of [
      [{ name: 7 }, /data\.name/],
      [{ size: 0 }, /data\.size/],
      [{ steps: 2 ** 20 }, /data\.steps/],
      [{ shape: [4, 4] }, /data\.shape/],
      [{ read: undefined }, /data\.read/],
      [{ tracks: 1 }, /data\.tracks/],
      [{ masks: 1 }, /data\.masks/],
    ] as const) {
      expect(() => checkFrameSequences('own', 'data', { ...right, ...change } as never)).toThrow(
        message,
      );
    }
  });
});
