import { eachFrame, TRACK_ARRAYS } from '../../../src/node/hdf5/trackArrays.ts';

describe('eachFrame', () => {
  it('walks from frames first to sequences first', () => {
    // Two sequences of three frames, two numbers each: 10 * sequence + frame.
    const file = [0, 0, 10, 10, 1, 1, 11, 11, 2, 2, 12, 12];
    const out: number[] = [];
    eachFrame(2, 3, 2, (from, to) => {
      out[to] = file[from] ?? NaN;
      out[to + 1] = file[from + 1] ?? NaN;
    });
    expect(out).toEqual([0, 0, 1, 1, 2, 2, 10, 10, 11, 11, 12, 12]);
  });
});

describe('TRACK_ARRAYS', () => {
  it('begins with what every track has', () => {
    expect(TRACK_ARRAYS.slice(0, 2).map(({ name }) => name)).toEqual(['positions', 'velocities']);
    expect(TRACK_ARRAYS.map(({ sides }) => sides(3))).toEqual([
      [3, 2],
      [3, 2],
      [3],
      [3],
      [3],
      [3],
      [4],
    ]);
  });
});
