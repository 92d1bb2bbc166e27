import { edgeContrasts } from '../../../src/graphs/beliefs/edgeContrasts.ts';

describe('edgeContrasts', () => {
  it('subtracts the mean cost without an edge from that with it', () => {
    // Four draws of two variables; 0 -> 1 in the first two, 1 -> 0 in none.
    const graphs = Uint8Array.of(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    const costs = [9, 1, 8, 1.2, 7, 1.5, 6, 1.7];
    const { differences, drawn } = edgeContrasts({ variables: 2, graphs, costs });
    expect(differences[1]).toBeCloseTo(-0.5, 12);
    expect([...drawn]).toEqual([0, 1, 0, 0]);
    expect([differences[0], differences[2], differences[3]]).toEqual([0, 0, 0]);
  });

  it('gives nothing for an edge that is in all draws', () => {
    const graphs = Uint8Array.of(0, 1, 0, 0, 0, 1, 0, 0);
    const { differences, drawn } = edgeContrasts({ variables: 2, graphs, costs: [0, 1, 0, 5] });
    expect([differences[1], drawn[1]]).toEqual([0, 0]);
  });

  it('refuses costs of other graphs', () => {
    const graphs = new Uint8Array(8);
    expect(() => edgeContrasts({ variables: 2, graphs, costs: [1, 2] })).toThrow(
      'edgeContrasts: costs must have 4 entries, got 2',
    );
  });
});
