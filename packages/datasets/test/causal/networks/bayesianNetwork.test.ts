import { bayesianNetwork } from '../../../src/index.ts';
import type { BayesianNetworkName, CausalNetwork } from '../../../src/index.ts';

/** The probability of the first category of a variable, given first (0) or second (1) categories of its parents. */
function probability(
  network: CausalNetwork,
  name: string,
  given: Readonly<Record<string, number>> = {},
): number {
  const i = network.names.indexOf(name);
  const parents = network.parents[i]?.map((parent) => given[network.names[parent] ?? ''] ?? NaN);
  const out = new Float64Array(2);
  network.mechanisms[i]?.probabilities(Uint8Array.from(parents ?? []), out);
  return out[0] ?? NaN;
}

describe('bayesianNetwork', () => {
  it('has the numbers of asia', () => {
    const asia = bayesianNetwork('asia');
    expect(asia.labels[0]).toEqual(['yes', 'no']);
    expect(probability(asia, 'asia')).toBe(0.01);
    expect(probability(asia, 'tub', { asia: 0 })).toBe(0.05);
    expect(probability(asia, 'lung', { smoke: 0 })).toBe(0.1);
    expect(probability(asia, 'bronc', { smoke: 1 })).toBe(0.3);
    expect(probability(asia, 'xray', { either: 1 })).toBe(0.05);
    expect(probability(asia, 'either', { lung: 1, tub: 1 })).toBe(0);
    expect(probability(asia, 'either', { lung: 1, tub: 0 })).toBe(1);
    expect(probability(asia, 'dysp', { bronc: 1, either: 0 })).toBe(0.7);
    expect(probability(asia, 'dysp', { bronc: 0, either: 1 })).toBe(0.8);
  });

  it('has the numbers of cancer', () => {
    const cancer = bayesianNetwork('cancer');
    expect(cancer.labels[0]).toEqual(['low', 'high']);
    expect(probability(cancer, 'Cancer', { Pollution: 1, Smoker: 0 })).toBe(0.05);
    expect(probability(cancer, 'Cancer', { Pollution: 0, Smoker: 1 })).toBe(0.001);
    expect(probability(cancer, 'Dyspnoea', { Cancer: 0 })).toBe(0.65);
  });

  it('has the numbers of earthquake', () => {
    const earthquake = bayesianNetwork('earthquake');
    expect(probability(earthquake, 'Alarm', { Burglary: 1, Earthquake: 0 })).toBe(0.29);
    expect(probability(earthquake, 'Alarm', { Burglary: 0, Earthquake: 1 })).toBe(0.94);
    expect(probability(earthquake, 'MaryCalls', { Alarm: 0 })).toBe(0.7);
  });

  it('refuses another name, inherited ones too', () => {
    for (const name of ['sachs', 'toString']) {
      expect(() => bayesianNetwork(name as BayesianNetworkName)).toThrow(
        new RegExp(`one of asia, cancer, earthquake, got ${name}`),
      );
    }
  });
});
