import type { Curve } from '../../../report/figures/chartParts.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import type { ReportSection, SectionMaterial } from '../../../report/section.ts';
import type { EncoderOutcome, EncoderResult } from './encoderStudy.ts';
import { LEARNER_LABELS, partName } from './settings.ts';
import type { EncoderConfig, LearnerName } from './settings.ts';

/** Splines that are drawn one by one. */
const SHOWN = 8;

/**
 * @param material - The finished run.
 * @param config - Of the study.
 * @returns The outcomes of its parts.
 */
export async function readOutcomes(
  material: SectionMaterial,
  { learners, splines }: EncoderConfig,
): Promise<EncoderResult[]> {
  const results = [];
  for (const learner of learners) {
    const outcomes: EncoderOutcome[] = [];
    for (let spline = 0; spline < splines; spline++) {
      const kept = await material.part(partName(learner, spline)).kept<EncoderOutcome>();
      if (kept !== undefined) outcomes.push(kept.value);
    }
    results.push({ learner, outcomes });
  }
  return results;
}

/**
 * @param material - The finished run.
 * @param results - Of the study.
 * @returns The errors of all splines, sorted, a curve per learner.
 */
export async function errorSection(
  material: SectionMaterial,
  results: readonly EncoderResult[],
): Promise<ReportSection> {
  const curves = results.map(({ learner, outcomes }): Curve => {
    const errors = outcomes.map(({ error }) => error).sort((a, b) => a - b);
    return { label: LEARNER_LABELS[learner], points: errors.map((error, i) => [i + 1, error]) };
  });
  const chart = await curveChart(curves, [{ label: '3 degrees', value: 3, source: 'exact' }], {
    xTitle: 'splines, from the best to the worst',
    yTitle: 'distance from a right pair (degrees)',
    points: true,
  });
  return {
    title: 'How far the angles are off',
    text: 'Distance from the nearest right pair of angle and direction. An angle without its direction is neither right nor wrong.',
    blocks: [await material.figure('errors', chart)],
  };
}

/**
 * @param material - The finished run.
 * @param results - Of the study.
 * @returns What the search saw: the mean log-likelihood of the first spline by angle, in both directions.
 */
export async function scoreSection(
  material: SectionMaterial,
  results: readonly EncoderResult[],
): Promise<ReportSection[]> {
  const scores = results.find(({ learner }) => learner === 'search')?.outcomes[0]?.scores;
  if (scores === undefined) return [];
  const sorted = [...scores].sort(([first], [second]) => first - second);
  const heights = scores.flatMap(([, forward, backward]) => [forward, backward]);
  const chart = await curveChart(
    [
      { label: 'U->V', points: sorted.map(([angle, forward]) => [angle, forward]) },
      { label: 'V->U', points: sorted.map(([angle, , backward]) => [angle, backward]) },
    ],
    [],
    {
      xTitle: 'angle (degrees)',
      yTitle: 'mean log-likelihood (nats per point)',
      yRange: [Math.floor(Math.min(...heights)), Math.ceil(Math.max(...heights))],
      points: true,
    },
  );
  return [
    {
      title: 'What the search saw',
      text: 'The first spline: likelihood of the transfer sets while adapting, at every angle that was tried. After a quarter turn all comes again with the directions exchanged.',
      blocks: [await material.figure('scores', chart)],
    },
  ];
}

/**
 * @param material - The finished run.
 * @param results - Of the study.
 * @returns Angles during training, a figure per kind of gradient.
 */
export async function pathSection(
  material: SectionMaterial,
  results: readonly EncoderResult[],
): Promise<ReportSection[]> {
  const blocks = [];
  for (const { learner, outcomes } of results) {
    if (learner === 'search') continue;
    blocks.push(await pathFigure(material, learner, outcomes));
  }
  if (blocks.length === 0) return [];
  return [
    {
      title: 'Angles during training',
      text: `The first ${SHOWN} splines. Where there are several starts, the angle is that of the one with the least loss so far.`,
      blocks,
    },
  ];
}

async function pathFigure(
  material: SectionMaterial,
  learner: LearnerName,
  outcomes: readonly EncoderOutcome[],
) {
  const curves = outcomes
    .slice(0, SHOWN)
    .map(({ path }, i): Curve => ({ label: `spline ${i + 1}`, points: path }));
  const chart = await curveChart(
    curves,
    [
      { label: 'right with U->V', value: 45, source: 'exact' },
      { label: 'right with V->U', value: -45, source: 'exact' },
    ],
    { xTitle: 'iteration', yTitle: `angle by ${LEARNER_LABELS[learner]} (degrees)` },
  );
  return material.figure(`path-${learner}`, chart);
}
