import { openEdges } from '../../src/graphs/essentialEdges.ts';

describe('openEdges', () => {
  it('leaves chains and forks open, and tells colliders', () => {
    expect(openEdges([[], [0], [1]], [])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(openEdges([[], [0], [0]], [])).toHaveLength(2);
    expect(openEdges([[], [], [0, 1]], [])).toEqual([]);
    // Two causes with an edge between them make no collider.
    expect(openEdges([[], [0], [0, 1]], [])).toHaveLength(3);
  });

  it('hands a direction on where another one would make a collider', () => {
    // 0 -> 2 <- 1, 2 -> 3.
    expect(openEdges([[], [], [0, 1], [2]], [])).toEqual([]);
  });

  it('tells edges by interventions on one end', () => {
    // An intervention on the middle tells both edges, one on the end tells the last alone.
    expect(openEdges([[], [0], [1]], [[1]])).toEqual([]);
    expect(openEdges([[], [0], [1]], [[2]])).toEqual([[0, 1]]);
    // An intervention on the first tells its edge, and then the other one follows.
    expect(openEdges([[], [0], [1]], [[0]])).toEqual([]);
    // On both ends at once: nothing is told.
    expect(openEdges([[], [0]], [[0, 1]])).toEqual([[0, 1]]);
  });

  it('tells an edge whose reversal would close a cycle', () => {
    // 0 -> 1 -> 2 and 0 -> 2: an intervention on 1 tells 0 -> 1 and 1 -> 2, and so 0 -> 2.
    expect(openEdges([[], [0], [0, 1]], [[1]])).toEqual([]);
  });

  it('tells an edge between two open ones and a collider', () => {
    // 1 -> 3 <- 2 is a collider; 0 beside all three: 0 -> 3 is told, 0 - 1 and 0 - 2 are open.
    expect(openEdges([[], [0], [0], [0, 1, 2]], [])).toEqual([
      [0, 1],
      [0, 2],
    ]);
  });
});
