import { beliefCurve, expectedRatio } from '@causal-mechanisms/meta-transfer';
import { median } from '@causal-mechanisms/metrics';
import type { Measure } from '../../../run/measure.ts';
import { PUBLISHED, splineNames } from './settings.ts';
import type { ContinuousConfig } from './settings.ts';
import type { SplineResult } from './splineStudy.ts';

/** Both mixtures that a belief may descend. */
export const MIXTURES = ['costs', 'likelihoods'] as const;

/**
 * @param result - Of a spline.
 * @param config - How the belief moves.
 * @returns The belief after every episode, by each mixture.
 */
export function splineBeliefs({ deltas }: SplineResult, { beliefRate }: ContinuousConfig) {
  const of = (cost: 'costs' | 'likelihoods') =>
    beliefCurve(deltas, { cost, learningRate: beliefRate });
  return { costs: of('costs'), likelihoods: of('likelihoods') };
}

/**
 * The beliefs over all splines beside the published curve, then a row per spline.
 *
 * @param config - Of the study.
 * @param results - Of its splines.
 * @returns The figures.
 */
export function splineMeasures(
  config: ContinuousConfig,
  results: readonly SplineResult[],
): Measure[] {
  const beliefs = results.map((result) => splineBeliefs(result, config));
  const reached = (name: (typeof MIXTURES)[number]) =>
    beliefs.filter((curves) => (curves[name].at(-1) ?? 0) > 0.99).length;
  const counted = { format: 'integer', outOf: config.splines } as const;
  return [
    ...MIXTURES.map((mixture) => ({
      ...counted,
      name: `above99/${mixture}`,
      label: `splines with a belief above .99 by the mixture of ${mixture}`,
      value: reached(mixture),
      main: true,
    })),
    {
      ...counted,
      name: 'right',
      label: 'splines with a mean Delta above 0',
      value: results.filter(({ deltas }) => mean(deltas) > 0).length,
      main: true,
    },
    ...MIXTURES.flatMap((mixture) =>
      shownEpisodes(config).map((episode) => ({
        name: `belief/${mixture}/${episode}`,
        label: `median belief after ${episode} episodes`,
        model: `mixture of ${mixture}`,
        table: 'median belief after episodes',
        column: String(episode),
        value: median(beliefs.map((curves) => curves[mixture][episode - 1] ?? NaN)),
        ...(PUBLISHED[episode] === undefined ? {} : { paper: String(PUBLISHED[episode]) }),
      })),
    ),
    ...splineNames(config).flatMap((name, i) => {
      const result = results[i];
      const curves = beliefs[i];
      return result === undefined || curves === undefined ? [] : rowOf(name, result, curves);
    }),
  ];
}

/** A row of the table of splines. */
function rowOf(
  name: string,
  { curvature, deltas }: SplineResult,
  curves: ReturnType<typeof splineBeliefs>,
): Measure[] {
  const row = { model: name.replace('-', ' '), table: 'spline' };
  const sure = (beliefs: Float64Array) => {
    const at = beliefs.findIndex((belief) => belief > 0.99);
    return at < 0 ? null : at + 1;
  };
  return [
    { ...row, name: `${name}/curvature`, label: 'curvature', value: curvature },
    { ...row, name: `${name}/delta`, label: 'mean Delta', value: mean(deltas) },
    {
      ...row,
      name: `${name}/positive`,
      label: 'Delta above 0',
      value: deltas.filter((delta) => delta > 0).length / deltas.length,
      format: 'percent',
    },
    { ...row, name: `${name}/ratio`, label: 'E exp(-Delta)', value: expectedRatio(deltas) },
    ...MIXTURES.flatMap((mixture): Measure[] => [
      {
        ...row,
        name: `${name}/belief/${mixture}`,
        label: `belief, ${mixture}`,
        value: curves[mixture].at(-1) ?? null,
      },
      {
        ...row,
        name: `${name}/sure/${mixture}`,
        label: `episodes to .99, ${mixture}`,
        value: sure(curves[mixture]),
        format: 'integer',
      },
    ]),
  ];
}

/** Where the published curve has numbers, as far as the study goes, and its end. */
export function shownEpisodes({ episodes }: Pick<ContinuousConfig, 'episodes'>): number[] {
  const published = Object.keys(PUBLISHED).map(Number);
  return [...new Set([...published.filter((episode) => episode <= episodes), episodes])];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
