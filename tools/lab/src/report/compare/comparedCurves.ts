import { median } from '@causal-mechanisms/metrics';
import type { Curve } from '../figures/chartParts.ts';
import { curveChart } from '../figures/curves.ts';
import { panelChart } from '../figures/panels.ts';
import type { CurvePoint } from '../files/curvesFile.ts';
import type { ReportBlock, ReportSection } from '../section.ts';
import type { Variant } from './variants.ts';

/** More panels than these are a wall. */
const MOST_PANELS = 20;

/** What keeps a figure, and gives it as a part of a report. */
export type KeepFigure = (
  name: string,
  chart: Awaited<ReturnType<typeof curveChart>>,
) => Promise<ReportBlock>;

/**
 * The curves of several runs of one recipe: over seeds the median and the range, over settings one curve for each.
 *
 * @param runs - The points of each run.
 * @param variants - The kinds of runs.
 * @param keep - Keeps the figures.
 * @returns A section per figure that two runs have.
 */
export async function comparedCurves(
  runs: readonly (readonly CurvePoint[])[],
  variants: readonly Variant[],
  keep: KeepFigure,
): Promise<ReportSection[]> {
  const sections: ReportSection[] = [];
  const figures = distinct(runs.flat().map(({ figure }) => figure));
  for (const figure of figures) {
    const own = runs.map((points) => points.filter((point) => point.figure === figure));
    const having = own.filter(({ length }) => length > 0).length;
    const [first] = own.flat();
    if (having < 2 || first === undefined) continue;
    // A figure of several panels, or several curves under several settings, needs a panel for each.
    const panels = distinct(own.flat().map(({ panel }) => panel));
    const labels = distinct(own.flat().map(({ curve }) => curve));
    const axes = { xTitle: first.xTitle, yTitle: first.yTitle };
    const drawn = panels.flatMap((panel) =>
      variants.length === 1
        ? [
            {
              title: panel,
              curves: labels.map((label) => seriesOf(own, panel, label, allOf(variants), label)),
            },
          ]
        : labels.map((label) => ({
            title: [panel, label].filter((text) => text !== '').join(': '),
            curves: variants.map((variant) =>
              seriesOf(own, panel, label, variant.runs, variant.label),
            ),
          })),
    );
    const shown = drawn
      .map(({ title, curves }) => ({
        title,
        curves: curves.filter(({ points }) => points.length > 0),
      }))
      .filter(({ curves }) => curves.length > 0);
    const [only] = shown;
    if (only === undefined) continue;
    const chart =
      shown.length === 1
        ? await curveChart(only.curves, [], axes)
        : await panelChart(shown.slice(0, MOST_PANELS), {
            ...axes,
            legendTitle: variants.length === 1 ? 'curve' : 'settings',
          });
    const left = shown.length - MOST_PANELS;
    sections.push({
      title: `Curves: ${figure.replaceAll('-', ' ')}`,
      text:
        said(variants, having, shown.length === 1) +
        (left > 0 ? ` ${left} more are in curves.csv.` : ''),
      blocks: [await keep(figure, chart)],
    });
  }
  return sections;
}

function said(variants: readonly Variant[], having: number, withBands: boolean): string {
  const seeds = Math.max(...variants.map(({ runs }) => runs.length));
  if (seeds < 2) return 'A curve for each run.';
  const over = variants.length === 1 ? `the ${having} runs` : 'the seeds of each setting';
  return withBands
    ? `The median over ${over}; the shade is from the lowest to the highest.`
    : `The median over ${over}.`;
}

/** The median of some runs where all of them have a point, with their range. */
function seriesOf(
  own: readonly (readonly CurvePoint[])[],
  panel: string,
  curve: string,
  members: readonly number[],
  label: string,
): Curve {
  const heights = members
    .map((run) => own[run] ?? [])
    .map((points) =>
      points.filter((one) => one.panel === panel && one.curve === curve && Number.isFinite(one.y)),
    )
    .filter(({ length }) => length > 0)
    .map((points) => new Map(points.map(({ x, y }) => [x, y])));
  const [first = new Map<number, number>(), ...others] = heights;
  const shared = [...first.keys()].filter((x) => others.every((of) => of.has(x)));
  const at = (x: number): number[] => heights.map((of) => of.get(x) ?? NaN);
  return {
    label,
    points: shared.map((x) => [x, median(at(x))]),
    ...(heights.length < 2
      ? {}
      : { band: shared.map((x) => [x, Math.min(...at(x)), Math.max(...at(x))] as const) }),
  };
}

function allOf(variants: readonly Variant[]): number[] {
  return variants.flatMap(({ runs }) => runs);
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
