import type {
  GenerationScores,
  GraphScores,
  InterventionalScores,
  RepresentationScores,
} from '@causal-mechanisms/dear-scm';
import type { Measure } from '../../../run/measure.ts';

/** A score of coordinates, and of the factors in their place: plain JSON. */
export type ScorePair = {
  readonly name: string;
  readonly label: string;
  readonly column: string;
  readonly score: number;
  readonly reference: number;
};

/**
 * @param scores - Of a representation.
 * @returns Its single figures, each with what the factors themselves score.
 */
export function scorePairs(scores: RepresentationScores): ScorePair[] {
  const { informationGap, dci, predictability, matching } = scores;
  return [
    {
      name: 'matching',
      label: 'mean correlation coefficient',
      column: 'MCC',
      score: matching.mean,
      reference: 1,
    },
    {
      name: 'informationGap',
      label: 'mutual information gap',
      column: 'MIG',
      score: informationGap.score.mean,
      reference: informationGap.reference.mean,
    },
    ...(['disentanglement', 'completeness', 'informativeness'] as const).map((part) => ({
      name: part,
      label: `DCI: ${part}`,
      column: part,
      score: dci.score[part],
      reference: dci.reference[part],
    })),
    {
      name: 'predictability',
      label: 'separated attribute predictability',
      column: 'SAP',
      score: predictability.score.mean,
      reference: predictability.reference.mean,
    },
  ];
}

/** The scores of a model in a table of models. */
export interface ScoredModel {
  /** What its figures' names begin with. */
  readonly name: string;
  /** Its name for people. */
  readonly label: string;
  /** Its scores. */
  readonly pairs: readonly ScorePair[];
}

/**
 * @param models - Models that were scored on the same observations.
 * @returns A table with a row for each, and one for the factors themselves, which is what can be reached; empty without a model.
 */
export function representationMeasures(models: readonly ScoredModel[]): Measure[] {
  const row = (
    label: string,
    name: string,
    pairs: readonly ScorePair[],
    key: 'score' | 'reference',
  ) =>
    pairs.map((pair): Measure => ({
      name: `${name}/${pair.name}`,
      label: pair.label,
      column: pair.column,
      table: 'coordinates against factors',
      model: label,
      value: pair[key],
    }));
  return [
    ...models.flatMap(({ name, label, pairs }) => row(label, `${name}/score`, pairs, 'score')),
    ...row('the factors themselves', 'factors/score', models[0]?.pairs ?? [], 'reference'),
  ];
}

/**
 * @param scores - Of learned weights.
 * @param threshold - Above which they count as edges.
 * @returns Both distances from the true graph.
 */
export function distanceMeasures(scores: GraphScores, threshold: number): Measure[] {
  return [
    {
      name: 'hammingDistance',
      label: `edges above ${threshold} that are wrong, and true ones below (SHD)`,
      value: scores.hammingDistance,
      format: 'integer',
    },
    {
      name: 'interventionDistance',
      label: `effects that edges above ${threshold} would get wrong (SID; 0 for any super-graph)`,
      value: scores.interventionDistance,
      format: 'integer',
    },
  ];
}

/** Distances of generated observations from real ones, as they are and under interventions. */
export interface SampleScores {
  /** Drawn as they are. */
  readonly generation: GenerationScores;
  /** Drawn under interventions. */
  readonly interventional: InterventionalScores;
}

/**
 * @param scores - Of generated observations.
 * @returns A table with a row for samples and one for real observations in their place.
 */
export function generationMeasures({ generation, interventional }: SampleScores): Measure[] {
  const { frechet, energy, rows } = generation;
  const row = (model: string, key: 'score' | 'reference'): Measure[] => {
    const place = { table: 'distance from real observations of', model } as const;
    return [
      {
        ...place,
        name: `${key}/frechet`,
        label: `squared Frechet distance of factors as read (not FID; ${rows} each)`,
        column: 'Frechet',
        value: frechet[key].squared,
      },
      {
        ...place,
        name: `${key}/energy`,
        label: `energy distance of factors as read (${rows} each)`,
        column: 'energy',
        value: energy[key].distance,
      },
      {
        ...place,
        name: `${key}/interventional`,
        label: `energy distance under interventions, mean of ${interventional.interventions.length} (${interventional.rows} each)`,
        column: 'energy under do()',
        value: interventional.distance[key].mean,
      },
    ];
  };
  return [...row('samples', 'score'), ...row('other real observations', 'reference')];
}
