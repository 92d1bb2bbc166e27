import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { edgeContrasts } from '../../../src/graphs/beliefs/edgeContrasts.ts';
import { regressionContrasts } from '../../../src/graphs/beliefs/regressionContrasts.ts';
import { sampledGraphs } from '../../../src/graphs/beliefs/sampledGraphs.ts';

const variables = 6;

/** Costs of variable 5 that are a sum of what its parents give, and some noise. */
function additive(draws: number, noise: number) {
  const stream = new RandomStream(2);
  const probabilities = new Float64Array(variables ** 2).fill(0.5);
  const graphs = sampledGraphs(probabilities, { draws, stream });
  const effects = [-0.4, -0.3, -0.2, 0.1, 0.5];
  const costs = new Float64Array(draws * variables);
  for (let draw = 0; draw < draws; draw++) {
    let cost = 2 + stream.normal(0, noise);
    effects.forEach((effect, cause) => {
      cost += effect * (graphs[draw * 36 + cause * variables + 5] ?? NaN);
    });
    costs[draw * variables + 5] = cost;
  }
  return { scored: { variables, graphs, costs }, effects };
}

describe('regressionContrasts', () => {
  it('finds the coefficients of additive costs exactly', () => {
    const { scored, effects } = additive(40, 0);
    const { differences, drawn } = regressionContrasts(scored, { ridge: 0 });
    effects.forEach((effect, cause) => {
      expect(differences[cause * variables + 5]).toBeCloseTo(effect, 9);
      expect(drawn[cause * variables + 5]).toBe(1);
    });
    // Variable 0 costs nothing whatever its parents are.
    for (let cause = 1; cause < variables; cause++) expect(differences[cause * variables]).toBe(0);
  });

  it('is nearer to them than a difference of means', () => {
    const { scored, effects } = additive(60, 0.05);
    const errors = [regressionContrasts(scored), edgeContrasts(scored)].map(({ differences }) =>
      effects.reduce(
        (sum, effect, cause) =>
          sum + Math.abs((differences[cause * variables + 5] ?? NaN) - effect),
        0,
      ),
    );
    expect(errors[0]).toBeLessThan(0.5 * (errors[1] ?? NaN));
  });

  it('shrinks by the ridge, and says nothing of edges that were always or never drawn', () => {
    const graphs = Uint8Array.of(0, 1, 1, 0, 0, 0, 1, 0);
    const scored = { variables: 2, graphs, costs: [1, 1, 1, 3] };
    // Centred presence is 1/2 and -1/2, centred cost -1 and 1: (-1/2 - 1/2) / (1/2 + ridge / 4).
    expect(regressionContrasts(scored, { ridge: 2 }).differences[1]).toBeCloseTo(-1, 9);
    expect(regressionContrasts(scored, { ridge: 0 }).differences[1]).toBeCloseTo(-2, 9);
    const { differences, drawn } = regressionContrasts(scored);
    expect([drawn[2], differences[2]]).toEqual([0, 0]);
  });

  it('stays finite where two edges were always drawn together', () => {
    const graphs = new Uint8Array(4 * 9);
    for (const draw of [0, 1]) graphs[draw * 9 + 2] = graphs[draw * 9 + 5] = 1;
    const costs = [0, 0, 1, 0, 0, 1, 0, 0, 2, 0, 0, 2];
    const { differences } = regressionContrasts({ variables: 3, graphs, costs });
    expect(differences[2]).toBeCloseTo(differences[5] ?? NaN, 6);
    expect(differences.every(Number.isFinite)).toBe(true);
  });

  it('refuses costs of other graphs', () => {
    const graphs = new Uint8Array(8);
    expect(() => regressionContrasts({ variables: 2, graphs, costs: [1, 2] })).toThrow(
      'regressionContrasts: costs must have 4 entries, got 2',
    );
  });
});
