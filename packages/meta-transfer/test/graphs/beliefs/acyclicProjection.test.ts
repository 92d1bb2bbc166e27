import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { acyclicProjection } from '../../../src/graphs/beliefs/acyclicProjection.ts';

/** Antisymmetric logits from those of some edges. */
function oriented(variables: number, edges: readonly (readonly [number, number, number])[]) {
  const existence = new Float64Array(variables ** 2).fill(-3);
  const orientation = new Float64Array(variables ** 2);
  for (const [cause, effect, logit] of edges) {
    existence[cause * variables + effect] = 3;
    orientation[cause * variables + effect] = logit;
    orientation[effect * variables + cause] = -logit;
  }
  return { existence, orientation };
}

describe('acyclicProjection', () => {
  it('leaves a graph without cycles as it is', () => {
    const beliefs = oriented(3, [
      [0, 1, 1],
      [2, 1, 0.1],
      [0, 2, 5],
    ]);
    expect([...acyclicProjection(beliefs)]).toEqual([0, 1, 1, 0, 0, 0, 0, 1, 0]);
  });

  it('gives up the least certain edge of a cycle', () => {
    const beliefs = oriented(4, [
      [0, 1, 2],
      [1, 2, 0.5],
      [2, 0, 2],
      [3, 0, 0.1],
    ]);
    expect([...acyclicProjection(beliefs)]).toEqual([
      0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0,
    ]);
  });

  it('turns it round where the other way is believed to exist', () => {
    const beliefs = oriented(3, [
      [0, 1, 2],
      [1, 2, 0.5],
      [2, 0, 2],
    ]);
    beliefs.existence[2 * 3 + 1] = 1;
    expect([...acyclicProjection(beliefs)]).toEqual([0, 1, 0, 0, 0, 0, 1, 1, 0]);
  });

  it('never leaves a cycle, in knots of any size', () => {
    for (const variables of [5, 20]) {
      const stream = new RandomStream(variables);
      const orientation = new Float64Array(variables ** 2);
      for (let a = 0; a < variables; a++) {
        for (let b = 0; b < a; b++) {
          const logit = stream.normal();
          orientation[a * variables + b] = logit;
          orientation[b * variables + a] = -logit;
        }
      }
      const edges = acyclicProjection({
        existence: new Float64Array(variables ** 2).fill(1),
        orientation,
      });
      // Without cycles, variables without causes can be taken away until none is left.
      let left = [...orientation.keys()].slice(0, variables);
      for (let before = 0; before !== left.length;) {
        before = left.length;
        left = left.filter((effect) =>
          left.some((cause) => edges[cause * variables + effect] === 1),
        );
      }
      expect(left).toEqual([]);
      expect(edges.reduce((sum, edge) => sum + edge)).toBe((variables * (variables - 1)) / 2);
    }
  });

  it('leaves out one edge of a cycle whose edges are all certain', () => {
    for (const variables of [5, 16]) {
      const cycle = Array.from(
        { length: variables },
        (_, i) => [i, (i + 1) % variables, Infinity] as const,
      );
      const edges = acyclicProjection(oriented(variables, cycle));
      expect(edges.reduce((sum, edge) => sum + edge)).toBe(variables - 1);
    }
  });

  it('refuses logits of two sizes, and what is no number', () => {
    const three = new Float64Array(9).fill(1);
    expect(() => acyclicProjection({ existence: three, orientation: new Float64Array(4) })).toThrow(
      'orientation must have 9 entries, got 4',
    );
    expect(() =>
      acyclicProjection({ existence: three.map(() => NaN), orientation: three }),
    ).toThrow('existence must hold numbers');
  });
});
