import { ADDING_TARGET_VARIANCE } from '@causal-mechanisms/datasets';
import type { Curve } from '../../../report/figures/chartParts.ts';
import { DIRECT_LABELS } from '../../../report/figures/curveLabels.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import type { CurveChartOptions } from '../../../report/figures/curves.ts';
import type { ReportBlock, ReportSection, SectionMaterial } from '../../../report/section.ts';
import type { StudyEntry } from '../../../study/study.ts';
import { readOutcome } from '../../../study/trainStudy.ts';
import type { AddingValue } from './addingStudy.ts';
import { addingLengths } from './settings.ts';
import type { AddingConfig } from './settings.ts';

/** What always answering 1 scores. */
const VARIANCE = { label: 'always 1', value: ADDING_TARGET_VARIANCE, source: 'exact' } as const;
/** Errors above twice the variance are cut off: they would press all others to the ground. */
const HIGHEST = 2 * ADDING_TARGET_VARIANCE;

/**
 * @param material - The finished run.
 * @param models - Of the study.
 * @param config - Of the study.
 * @returns The section with the error against the length, a curve per model.
 */
export async function lengthSection(
  material: SectionMaterial,
  models: readonly StudyEntry[],
  config: AddingConfig,
): Promise<ReportSection> {
  const lengths = addingLengths(config).sort((a, b) => a - b);
  const curves: Curve[] = [];
  for (const { name, label } of models) {
    const outcome = await readOutcome<AddingValue>(material.part(name));
    if (outcome === undefined) continue;
    const { errors } = outcome.measured;
    curves.push({ label, points: lengths.map((at) => [at, errors[at] ?? NaN]) });
  }
  const chart = await curveChart(curves, [VARIANCE], {
    xTitle: 'steps of a sequence',
    yTitle: 'mean squared error',
    xScale: 'log',
    xTicks: lengths,
    points: true,
    ...looks(curves),
  });
  return {
    title: 'Error against the length',
    text: `All models were trained on sequences of ${config.length} steps. The line is the variance of the sum, 1/6: the error of always answering 1.${cutNote([curves])}`,
    blocks: [await material.figure('lengths', chart)],
  };
}

/**
 * @param material - The finished run.
 * @param models - Of the study.
 * @param config - Of the study.
 * @returns The section with the error during training, at the length of training and at the longest.
 */
export async function trainingSection(
  material: SectionMaterial,
  models: readonly StudyEntry[],
  config: AddingConfig,
): Promise<ReportSection> {
  const { length, evaluation } = config;
  const blocks: ReportBlock[] = [];
  const drawn: Curve[][] = [];
  for (const at of new Set([length, Math.max(...addingLengths(config))])) {
    const curves: Curve[] = [];
    for (const { name, label } of models) {
      const history = await material.part(name).evaluations();
      curves.push({
        label,
        points: history.map(({ step, scalars }) => [step, scalars[`mse/${at}`] ?? NaN]),
      });
    }
    drawn.push(curves);
    const chart = await curveChart(curves, [{ ...VARIANCE, at: 'end' }], {
      xTitle: 'update',
      yTitle: `mean squared error at ${at} steps`,
      ...looks(curves),
    });
    blocks.push(await material.figure(`training-${at}`, chart));
  }
  return {
    title: 'During training',
    text: `On ${evaluation.sequences} fixed sequences. The model of the lowest error at ${length} steps is the one in the table.${cutNote(drawn)}`,
    blocks,
  };
}

function looks(curves: readonly Curve[]): Pick<CurveChartOptions, 'labels' | 'yRange'> {
  return {
    labels: curves.length > DIRECT_LABELS ? 'legend' : 'direct',
    ...(isHigh(curves) ? { yRange: [0, HIGHEST] } : {}),
  };
}

function cutNote(charts: readonly (readonly Curve[])[]): string {
  return charts.some(isHigh) ? ` Curves are cut off at ${HIGHEST.toFixed(2)}.` : '';
}

function isHigh(curves: readonly Curve[]): boolean {
  return curves.some(({ points }) => points.some(([, y]) => y > HIGHEST));
}
