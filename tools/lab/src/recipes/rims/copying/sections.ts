import type { CopyingValue } from './copyingStudy.ts';
import { copyingGaps } from './settings.ts';
import type { CopyingConfig } from './settings.ts';
import { readActivity } from '../keptActivity.ts';
import type { StudyEntry } from '../../../study/study.ts';
import { readOutcome } from '../../../study/trainStudy.ts';
import { activationRaster } from '../../../report/figures/activationRaster.ts';
import type { Curve } from '../../../report/figures/chartParts.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import { DIRECT_LABELS } from '../../../report/figures/curveLabels.ts';
import type { ReportBlock, ReportSection, SectionMaterial } from '../../../report/section.ts';

/** Guessing one of eight symbols. */
const CHANCE = { label: 'chance, ln 8', value: Math.log(8), source: 'exact' } as const;
/** About three times chance: models that are surely wrong reach many times that, and would press the others to the ground. */
const HIGHEST = 6;
/** The marker that asks for the answer. */
const MARKER = 9;

/**
 * @param material - The finished run.
 * @param models - Of the study.
 * @param config - Of the study.
 * @returns The section with cross entropy against the gap, a curve per model.
 */
export async function gapSection(
  material: SectionMaterial,
  models: readonly StudyEntry[],
  config: CopyingConfig,
): Promise<ReportSection> {
  const { gap } = config;
  const gaps = copyingGaps(config).sort((a, b) => a - b);
  const curves: Curve[] = [];
  for (const { name, label } of models) {
    const outcome = await readOutcome<CopyingValue>(material.part(name));
    if (outcome === undefined) continue;
    const { scores } = outcome.measured;
    curves.push({ label, points: gaps.map((at) => [at, scores[at]?.crossEntropy ?? NaN]) });
  }
  const chart = await curveChart(curves, [CHANCE], {
    xTitle: 'gap between symbols and answer (steps)',
    yTitle: 'cross entropy (nats)',
    xScale: 'log',
    xTicks: gaps,
    points: true,
    labels: curves.length > DIRECT_LABELS ? 'legend' : 'direct',
    ...cut(curves),
  });
  return {
    title: 'Cross entropy against the gap',
    text: `All models were trained at a gap of ${gap}. Above the line of chance a model is confidently wrong.${cutNote([curves])}`,
    blocks: [await material.figure('gaps', chart)],
  };
}

/**
 * @param material - The finished run.
 * @param models - Of the study.
 * @param config - Of the study.
 * @returns The section with the modules that are active over time, where a model has modules that can be inactive.
 */
export async function rasterSection(
  material: SectionMaterial,
  models: readonly StudyEntry[],
  { symbols }: CopyingConfig,
): Promise<ReportSection[]> {
  const blocks: ReportBlock[] = [];
  for (const { name, label } of models) {
    const outcome = await readOutcome<CopyingValue>(material.part(name));
    for (const [index, activity] of (outcome?.measured.activity ?? []).entries()) {
      const sequence = readActivity(activity);
      if (sequence.active.every((module) => module.every((value) => value === 1))) continue;
      const steps = sequence.tokens.length;
      const gap = steps - 2 * symbols;
      const figure = activationRaster(sequence, {
        title: `${label}, gap ${gap}`,
        phases: [
          { label: 'symbols', from: 0, to: symbols },
          { label: 'gap', from: symbols, to: symbols + gap },
          { label: 'answer', from: symbols + gap, to: steps },
        ],
        sortBy: 'gap',
        marker: MARKER,
      });
      blocks.push(await material.figure(`raster-${name}-${index + 1}`, figure));
    }
  }
  if (blocks.length === 0) return [];
  return [
    {
      title: 'Which modules are active',
      text: 'A row per module, filled where it is active. A module that stays silent through the gap holds what it read (the paper’s Figure 2).',
      blocks,
    },
  ];
}

/**
 * @param material - The finished run.
 * @param models - Of the study.
 * @param config - Of the study.
 * @returns The section with cross entropy during training, at the gap of training and at the longest.
 */
export async function trainingSection(
  material: SectionMaterial,
  models: readonly StudyEntry[],
  { gap, testGaps, evaluation }: CopyingConfig,
): Promise<ReportSection> {
  const blocks: ReportBlock[] = [];
  const drawn: Curve[][] = [];
  for (const at of new Set([gap, Math.max(...testGaps)])) {
    const curves: Curve[] = [];
    for (const { name, label } of models) {
      const history = await material.part(name).evaluations();
      curves.push({
        label,
        points: history.map(({ step, scalars }) => [step, scalars[`ce/${at}`] ?? NaN]),
      });
    }
    drawn.push(curves);
    // Every model starts at chance: the name of the line stands at its other end.
    const chart = await curveChart(curves, [{ ...CHANCE, at: 'end' }], {
      xTitle: 'update',
      yTitle: `cross entropy at gap ${at} (nats)`,
      labels: curves.length > DIRECT_LABELS ? 'legend' : 'direct',
      ...cut(curves),
    });
    blocks.push(await material.figure(`training-${at}`, chart));
  }
  return {
    title: 'During training',
    text: `On ${evaluation.sequences} fixed sequences. The model of the lowest cross entropy at gap ${gap} is the one in the table.${cutNote(drawn)}`,
    blocks,
  };
}

function cut(curves: readonly Curve[]): { readonly yRange?: readonly [number, number] } {
  return isHigh(curves) ? { yRange: [0, HIGHEST] } : {};
}

function cutNote(charts: readonly (readonly Curve[])[]): string {
  return charts.some(isHigh) ? ` Curves are cut off at ${HIGHEST} nats.` : '';
}

function isHigh(curves: readonly Curve[]): boolean {
  return curves.some(({ points }) => points.some(([, y]) => y > HIGHEST));
}
