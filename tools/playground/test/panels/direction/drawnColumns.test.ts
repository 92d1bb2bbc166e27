import { drawnColumns } from '../../../src/panels/direction/drawnColumns.ts';

const names = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);
const adjacency = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    Array.from({ length: count }, (__, j) => (i === 11 && j === 2 ? 0.5 : 0)),
  );
const EDGES = [{ cause: 'c11', effect: 'c2' }];

describe('drawnColumns', () => {
  test('draws a small graph whole', () => {
    expect(drawnColumns(names(12), adjacency(12), EDGES)).toEqual({
      names: names(12),
      adjacency: adjacency(12),
      left: 0,
    });
  });

  test('leaves out what has no edge where there are many', () => {
    expect(drawnColumns(names(300), adjacency(300), EDGES)).toEqual({
      names: ['c2', 'c11'],
      adjacency: [
        [0, 0],
        [0.5, 0],
      ],
      left: 298,
    });
    expect(drawnColumns(names(13), adjacency(13), [])).toEqual({
      names: [],
      adjacency: [],
      left: 13,
    });
  });
});
