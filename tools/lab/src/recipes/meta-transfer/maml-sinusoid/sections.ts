import { curveChart } from '../../../report/figures/curves.ts';
import { panelChart } from '../../../report/figures/panels.ts';
import type { Curve } from '../../../report/figures/chartParts.ts';
import { DIRECT_LABELS } from '../../../report/figures/curveLabels.ts';
import type { ReportBlock, ReportSection, SectionMaterial } from '../../../report/section.ts';
import { readOutcome } from '../../../study/trainStudy.ts';
import type { MamlValue } from './mamlStudy.ts';
import { ORDER_LABELS, ratesInWords } from './settings.ts';
import type { MamlEntry, MamlSinusoidConfig } from './settings.ts';

/** Above the error of any untrained network. */
const HIGHEST = 10;

/**
 * @param material - The finished run.
 * @param entries - Of the study.
 * @returns The section with the error by steps, a figure per number of shots.
 */
export async function adaptationSection(
  material: SectionMaterial,
  entries: readonly MamlEntry[],
): Promise<ReportSection> {
  const blocks: ReportBlock[] = [];
  for (const shots of new Set(entries.map((entry) => entry.shots))) {
    const curves: Curve[] = [];
    for (const { name, order } of entries.filter((entry) => entry.shots === shots)) {
      const outcome = await readOutcome<MamlValue>(material.part(name));
      if (outcome === undefined) continue;
      const label = ORDER_LABELS[order];
      const { curve, otherRates } = outcome.measured;
      curves.push({ label, points: points(curve) });
      for (const other of otherRates) {
        curves.push({
          label: `${label}, ${ratesInWords(other.rate, other.laterRate)}`,
          points: points(other.curve),
        });
      }
    }
    const chart = await curveChart(curves, [], {
      xTitle: `gradient steps on ${shots} points`,
      yTitle: 'mean squared error',
      points: true,
      labels: curves.length > DIRECT_LABELS ? 'legend' : 'direct',
    });
    blocks.push(await material.figure(`adaptation-${shots}`, chart));
  }
  return {
    title: 'The error by gradient steps',
    text: 'On tasks that training never showed, on points that adaptation never saw. A curve ends where its mean runs away.',
    blocks,
  };
}

/**
 * @param material - The finished run.
 * @param entries - Of the study.
 * @returns The section with a few tasks, and what the models make of them.
 */
export async function fitSection(
  material: SectionMaterial,
  entries: readonly MamlEntry[],
): Promise<ReportSection> {
  const blocks: ReportBlock[] = [];
  for (const { name, label } of entries) {
    const outcome = await readOutcome<MamlValue>(material.part(name));
    if (outcome === undefined) continue;
    const panels = outcome.measured.fits.map(({ x, truth, answers }, task) => ({
      title: `${label}, task ${task + 1}`,
      curves: [
        { label: 'truth', points: zip(x, truth) },
        ...answers.map(({ steps, y }) => ({
          label: steps === 1 ? '1 step' : `${steps} steps`,
          points: zip(x, y),
        })),
      ],
    }));
    const chart = await panelChart(panels, { xTitle: 'x', yTitle: 'y', legendTitle: 'after' });
    blocks.push(await material.figure(`fits-${name}`, chart));
  }
  return {
    title: 'What the models make of a task',
    text: 'The same tasks and points for all models of a number of shots.',
    blocks,
  };
}

/**
 * @param material - The finished run.
 * @param entries - Of the study.
 * @param config - Of the study.
 * @returns The section with the error after one step during training.
 */
export async function trainingSection(
  material: SectionMaterial,
  entries: readonly MamlEntry[],
  { evaluation }: MamlSinusoidConfig,
): Promise<ReportSection> {
  const curves: Curve[] = [];
  for (const { name, label } of entries) {
    const history = await material.part(name).evaluations();
    curves.push({
      label,
      points: history.map(({ step, scalars }) => [step, scalars['after'] ?? NaN]),
    });
  }
  const chart = await curveChart(curves, [], {
    xTitle: 'meta-step',
    yTitle: 'mean squared error after one step',
    labels: 'direct',
  });
  return {
    title: 'During training',
    text: `On ${evaluation.probes} fixed tasks.`,
    blocks: [await material.figure('training', chart)],
  };
}

function points(curve: MamlValue['curve']): (readonly [number, number])[] {
  // A mean that ran away would press all else to the ground.
  return curve.flatMap(({ steps, mean }) => (mean <= HIGHEST ? [[steps, mean] as const] : []));
}

function zip(x: readonly number[], y: readonly number[]): [number, number][] {
  return x.map((at, i) => [at, y[i] ?? NaN]);
}
