import { squaredDistances } from '../../src/generation/squaredDistances.ts';

describe('squaredDistances', () => {
  it('adds up squares over columns, row by row', () => {
    const first = [
      [0, 1],
      [0, 2],
    ];
    const second = [
      [3, 0, 1],
      [4, 0, 2],
    ];
    expect([...squaredDistances(first, second)]).toEqual([25, 0, 5, 8, 5, 0]);
  });
});
