import { edgeContrasts } from '../../../src/graphs/beliefs/edgeContrasts.ts';
import { encoEstimator } from '../../../src/graphs/beliefs/encoEstimator.ts';

describe('encoEstimator', () => {
  it('gives the values computed by hand', () => {
    const graphs = Uint8Array.of(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0);
    const costs = [4, 1, 3, 1.2, 2, 1.5, 1, 1.7];
    const zero = new Float64Array(4);
    const { existence, orientation } = encoEstimator(
      edgeContrasts({ variables: 2, graphs, costs }),
      { existence: zero, orientation: zero },
      { target: 0, sparsity: 0.004 },
    );
    expect(existence[1]).toBeCloseTo(-0.062, 12);
    expect(orientation[1]).toBeCloseTo(-0.0625, 12);
    expect(orientation[2]).toBeCloseTo(0.0625, 12);
    // The edge into the target was drawn, but the target's mechanism is not there.
    expect([existence[0], existence[2], existence[3]]).toEqual([0, 0, 0]);
  });

  it('weighs by both beliefs', () => {
    const contrasts = {
      differences: Float64Array.of(0, 2, 0, 0),
      drawn: Uint8Array.of(0, 1, 0, 0),
    };
    const beliefs = {
      existence: [0, Math.log(3), 0, 0],
      orientation: [0, Math.log(4), -Math.log(4), 0],
    };
    const { existence, orientation } = encoEstimator(contrasts, beliefs, {
      target: 0,
      sparsity: 1,
    });
    expect(existence[1]).toBeCloseTo(0.75 * 0.25 * 0.8 * 3, 12);
    expect(orientation[1]).toBeCloseTo(0.8 * 0.2 * 0.75 * 2, 12);
  });

  it('orients only edges from the target, and keeps orientation antisymmetric', () => {
    const differences = Float64Array.from({ length: 9 }, (_, edge) => edge + 1);
    const drawn = new Uint8Array(9).fill(1);
    const zero = new Float64Array(9);
    const { existence, orientation } = encoEstimator(
      { differences, drawn },
      { existence: zero, orientation: zero },
      { target: 1, sparsity: 0 },
    );
    // Edges from 1: to 0 (place 3, difference 4) and to 2 (place 5, difference 6).
    expect(Array.from(orientation, (slope) => slope * 8)).toEqual([0, -4, 0, 4, 0, 6, 0, -6, 0]);
    expect(Array.from(existence, (slope) => slope * 8)).toEqual([0, 0, 3, 4, 0, 6, 7, 0, 0]);
  });

  it('leaves edges alone that were not drawn both ways, sparsity included', () => {
    const zero = new Float64Array(4);
    const { existence } = encoEstimator(
      { differences: zero, drawn: new Uint8Array(4) },
      { existence: zero, orientation: zero },
      { target: 0 },
    );
    expect([...existence]).toEqual([0, 0, 0, 0]);
  });

  it('refuses what does not fit', () => {
    const zero = new Float64Array(4);
    const contrasts = { differences: zero, drawn: new Uint8Array(4) };
    const logits = { existence: zero, orientation: zero };
    expect(() => encoEstimator(contrasts, logits, { target: 2 })).toThrow('target');
    expect(() => encoEstimator(contrasts, logits, { target: 0, sparsity: NaN })).toThrow(
      'sparsity',
    );
    const short = { existence: new Float64Array(1), orientation: zero };
    expect(() => encoEstimator(contrasts, short, { target: 0 })).toThrow(
      'encoEstimator: existence must have 4 entries, got 1',
    );
  });
});
