import { graphScores } from '@causal-mechanisms/dear-scm';
import type {
  GenerationScores,
  InterventionalScores,
  RepresentationScores,
} from '@causal-mechanisms/dear-scm';
import {
  distanceMeasures,
  generationMeasures,
  representationMeasures,
  scorePairs,
} from '../../../../src/recipes/dear-scm/scores/scoreMeasures.ts';

const valuesOf = (measures: readonly { name: string; value: unknown }[]) =>
  Object.fromEntries(measures.map(({ name, value }) => [name, value]));

describe('representationMeasures', () => {
  it('puts models above the factors themselves', () => {
    const scores = {
      matching: { mean: 0.9 },
      informationGap: { score: { mean: 0.3 }, reference: { mean: 0.4 } },
      dci: {
        score: { disentanglement: 0.1, completeness: 0.2, informativeness: 0.5 },
        reference: { disentanglement: 0.6, completeness: 0.7, informativeness: 0.8 },
      },
      predictability: { score: { mean: 0.11 }, reference: { mean: 0.12 } },
    } as RepresentationScores;
    const model = { name: 'dear-lin', label: 'DEAR-lin', pairs: scorePairs(scores) };
    const measures = representationMeasures([model, { ...model, name: 's-vae', label: 'S-VAE' }]);
    expect(valuesOf(measures.filter(({ label }) => label.startsWith('DCI')))).toEqual({
      'dear-lin/score/disentanglement': 0.1,
      'dear-lin/score/completeness': 0.2,
      'dear-lin/score/informativeness': 0.5,
      's-vae/score/disentanglement': 0.1,
      's-vae/score/completeness': 0.2,
      's-vae/score/informativeness': 0.5,
      'factors/score/disentanglement': 0.6,
      'factors/score/completeness': 0.7,
      'factors/score/informativeness': 0.8,
    });
    expect(valuesOf(measures)).toMatchObject({
      'dear-lin/score/matching': 0.9,
      'dear-lin/score/informationGap': 0.3,
      'dear-lin/score/predictability': 0.11,
      'factors/score/matching': 1,
      'factors/score/informationGap': 0.4,
      'factors/score/predictability': 0.12,
    });
    expect(measures).toHaveLength(18);
    expect(new Set(measures.map((measure) => measure.model))).toEqual(
      new Set(['DEAR-lin', 'S-VAE', 'the factors themselves']),
    );
    expect(new Set(measures.map(({ table }) => table)).size).toBe(1);
    expect(representationMeasures([])).toEqual([]);
  });
});

describe('distanceMeasures', () => {
  it('gives both distances', () => {
    const names = ['a', 'b', 'c'];
    const values = [
      [0, 1, 1],
      [0, 0, 0],
      [0, 0, 0],
    ];
    const scores = graphScores({ rows: names, columns: names, values }, 'a -> b', {
      threshold: 0.5,
    });
    const measures = distanceMeasures(scores, 0.5);
    expect(valuesOf(measures)).toEqual({ hammingDistance: 1, interventionDistance: 0 });
    expect(measures[0]?.label).toContain('0.5');
  });
});

describe('generationMeasures', () => {
  it('puts samples above real observations', () => {
    const generation = {
      frechet: { score: { squared: 3 }, reference: { squared: 1 } },
      energy: { score: { distance: 0.3 }, reference: { distance: 0.1 } },
      rows: 50,
    } as GenerationScores;
    const interventional = {
      interventions: [{ factor: 'light', value: 60 }],
      distance: { score: { mean: 0.7 }, reference: { mean: 0.2 } },
      rows: 40,
    } as unknown as InterventionalScores;
    const measures = generationMeasures({ generation, interventional });
    expect(valuesOf(measures)).toEqual({
      'score/frechet': 3,
      'score/energy': 0.3,
      'score/interventional': 0.7,
      'reference/frechet': 1,
      'reference/energy': 0.1,
      'reference/interventional': 0.2,
    });
    expect(measures.map(({ label }) => label)).toEqual([
      expect.stringContaining('50'),
      expect.stringContaining('50'),
      expect.stringMatching(/mean of 1 \(40 each/),
      expect.anything(),
      expect.anything(),
      expect.anything(),
    ]);
    expect(new Set(measures.map(({ model }) => model)).size).toBe(2);
  });
});
