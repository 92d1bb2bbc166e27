import { indexRuns } from '../../../src/node/hdf5/indexRuns.ts';

describe('indexRuns', () => {
  it('joins neighbours that rise by one, up to the longest run', () => {
    expect(indexRuns(Int32Array.of(4, 5, 6, 2, 1, 7, 7, 8), 2)).toEqual([
      { start: 4, count: 2, place: 0 },
      { start: 6, count: 1, place: 2 },
      { start: 2, count: 1, place: 3 },
      { start: 1, count: 1, place: 4 },
      { start: 7, count: 1, place: 5 },
      { start: 7, count: 2, place: 6 },
    ]);
    expect(indexRuns(new Int32Array(), 2)).toEqual([]);
  });
});
