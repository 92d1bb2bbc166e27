import { ArgumentError, ShapeError } from '@causal-mechanisms/tensor-utils';
import { checkFrameRead, checkMaskRead, checkTrackRead } from '../../src/frames/frameChecks.ts';

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
