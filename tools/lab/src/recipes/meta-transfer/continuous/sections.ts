import type { Curve } from '../../../report/figures/chartParts.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import type { ReportSection, SectionMaterial } from '../../../report/section.ts';
import { MIXTURES, splineBeliefs } from './measures.ts';
import { PUBLISHED, splineNames } from './settings.ts';
import type { ContinuousConfig } from './settings.ts';
import type { SplineResult } from './splineStudy.ts';

/**
 * @param material - The finished run.
 * @param config - Of the study.
 * @returns The belief over episodes beside the published curve, and Delta by the curvature of splines.
 */
export async function splineSections(
  material: SectionMaterial,
  config: ContinuousConfig,
): Promise<ReportSection[]> {
  const results: SplineResult[] = [];
  for (const name of splineNames(config)) {
    const kept = await material.part(name).kept<SplineResult>();
    if (kept !== undefined) results.push(kept.value);
  }
  return [
    await beliefSection(material, results, config),
    await curvatureSection(material, results),
  ];
}

async function beliefSection(
  material: SectionMaterial,
  results: readonly SplineResult[],
  config: ContinuousConfig,
): Promise<ReportSection> {
  const beliefs = results.map((result) => splineBeliefs(result, config));
  const episodes = Math.min(...results.map(({ deltas }) => deltas.length));
  const curves: Curve[] = MIXTURES.map((mixture) => {
    const sorted = Array.from({ length: episodes }, (_, i) =>
      beliefs.map((curve) => curve[mixture][i] ?? NaN).sort((one, other) => one - other),
    );
    const at = (share: number) => (values: readonly number[], i: number) =>
      [i + 1, values[Math.round(share * (values.length - 1))] ?? NaN] as const;
    return {
      label: `mixture of ${mixture}, median`,
      points: sorted.map(at(0.5)),
      band: sorted.map((values, i) => [i + 1, values[0] ?? NaN, values.at(-1) ?? NaN] as const),
    };
  });
  const published = Object.entries(PUBLISHED)
    .map(([episode, value]) => [Number(episode), value] as const)
    .filter(([episode]) => episode <= episodes);
  const chart = await curveChart(
    [...curves, { label: "the authors' stored curve", points: published }],
    [{ label: '.99', value: 0.99, source: 'exact' }],
    { xTitle: 'episodes', yTitle: 'belief in A->B', yRange: [0, 1] },
  );
  return {
    title: 'The belief over episodes',
    text: 'The band is from the smallest to the largest of all splines. Both mixtures follow from the same Deltas.',
    blocks: [await material.figure('beliefs', chart)],
  };
}

async function curvatureSection(
  material: SectionMaterial,
  results: readonly SplineResult[],
): Promise<ReportSection> {
  const points = results
    .map(({ curvature, deltas }) => {
      const mean = deltas.reduce((sum, delta) => sum + delta, 0) / deltas.length;
      return [curvature, mean] as const;
    })
    .sort((one, other) => one[0] - other[0]);
  const chart = await curveChart(
    [{ label: 'splines', points }],
    [{ label: 'no difference', value: 0, source: 'exact' }],
    {
      xTitle: 'share of the variance of the spline that no straight line explains',
      yTitle: 'mean Delta (nats)',
      points: true,
      xTicks: [0, 0.25, 0.5, 0.75, 1],
    },
  );
  return {
    title: 'Delta by curvature',
    blocks: [await material.figure('curvature', chart)],
  };
}
