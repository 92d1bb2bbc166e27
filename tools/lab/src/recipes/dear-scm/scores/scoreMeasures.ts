import type {
  GenerationScores,
  GraphScores,
  RepresentationScores,
} from '@causal-mechanisms/dear-scm';
import type { Measure } from '../../../run/measure.ts';

/** A score of codes and of the factors in their place. */
interface ScorePair {
  readonly name: string;
  readonly label: string;
  readonly column: string;
  readonly score: number;
  readonly reference: number;
}

/**
 * @param scores - Of a representation.
 * @returns A table with a row for the coordinates and one for the factors themselves, which is what can be reached.
 */
export function representationMeasures(scores: RepresentationScores): Measure[] {
  const { informationGap, dci, predictability, matching } = scores;
  const pairs: ScorePair[] = [
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
  const row = (model: string, key: 'score' | 'reference'): Measure[] =>
    pairs.map(({ name, label, column, ...values }) => ({
      name: `${key}/${name}`,
      label,
      column,
      table: 'scores of',
      model,
      value: values[key],
    }));
  return [...row('coordinates', 'score'), ...row('the factors themselves', 'reference')];
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

/**
 * @param scores - Of generated observations.
 * @returns A table with a row for samples and one for real observations in their place.
 */
export function generationMeasures({ frechet, energy, rows }: GenerationScores): Measure[] {
  const row = (model: string, key: 'score' | 'reference'): Measure[] => [
    {
      name: `${key}/frechet`,
      label: `squared Frechet distance of factors as read (not FID; ${rows} each)`,
      column: 'Frechet',
      table: 'distance from real observations of',
      model,
      value: frechet[key].squared,
    },
    {
      name: `${key}/energy`,
      label: `energy distance of factors as read (${rows} each)`,
      column: 'energy',
      table: 'distance from real observations of',
      model,
      value: energy[key].distance,
    },
  ];
  return [...row('samples', 'score'), ...row('other real observations', 'reference')];
}
