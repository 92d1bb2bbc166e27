import { readFile } from 'node:fs/promises';
import { fileAccessError } from '../../run/files/fileAccess.ts';
import { systemCode } from '../../run/files/systemCode.ts';
import type { TrainingFolder } from '../../run/training/trainingFolder.ts';
import type { ChartCurves } from '../figures/chartParts.ts';
import { csvRows, csvText } from './csvText.ts';

/** One point of a curve of a report. */
export interface CurvePoint {
  /** The name of the figure, as its file has it. */
  readonly figure: string;
  /** The title of its panel; nothing where there is one. */
  readonly panel: string;
  /** The name of the curve. */
  readonly curve: string;
  readonly x: number;
  /** NaN where nothing was measured. */
  readonly y: number;
  /** The band around it; NaN where it has none. */
  readonly low: number;
  readonly high: number;
  /** Of the run. */
  readonly seed: number;
  /** What x is. */
  readonly xTitle: string;
  /** What y is. */
  readonly yTitle: string;
}

/** The columns of `curves.csv`. */
const HEADER = [
  'figure',
  'panel',
  'curve',
  'x',
  'y',
  'low',
  'high',
  'seed',
  'x title',
  'y title',
] as const;

/**
 * @param figure - The name of a figure.
 * @param panels - What it draws.
 * @param seed - Of the run.
 * @returns Its points, curve after curve. Where there is a band at other places than the curve, its points have no y.
 */
export function curvePoints(
  figure: string,
  panels: readonly ChartCurves[],
  seed: number,
): CurvePoint[] {
  return panels.flatMap(({ panel, curves, xTitle, yTitle }) =>
    curves.flatMap(({ label, points, band = [] }) => {
      const heights = new Map(points);
      const edges = new Map(band.map(([x, low, high]) => [x, { low, high }]));
      const places = [...new Set([...heights.keys(), ...edges.keys()])].sort((a, b) => a - b);
      return places.map((x) => ({
        figure,
        panel,
        curve: label,
        x,
        y: heights.get(x) ?? NaN,
        ...(edges.get(x) ?? { low: NaN, high: NaN }),
        seed,
        xTitle,
        yTitle,
      }));
    }),
  );
}

/** The curves of a run. */
export interface RunCurves {
  /** What distinguishes it from others. Default: nothing, it is alone. */
  readonly run?: string;
  /** The points of all its curves. */
  readonly points: readonly CurvePoint[];
}

/**
 * @param runs - One run, or several with names: then a column says which.
 * @returns The text of `curves.csv`, a line per point.
 */
export function curvesText(runs: readonly RunCurves[]): string {
  const named = runs.some(({ run }) => run !== undefined);
  return csvText(
    named ? ['run', ...HEADER] : HEADER,
    runs.flatMap(({ run, points }) =>
      points.map(({ figure, panel, curve, x, y, low, high, seed, xTitle, yTitle }) => [
        ...(named ? [run] : []),
        ...[figure, panel, curve, x, y, low, high, seed, xTitle, yTitle],
      ]),
    ),
  );
}

/**
 * @param text - Of a `curves.csv`.
 * @returns Its points; none where it is another file, such as that of several runs.
 */
export function readCurves(text: string): CurvePoint[] {
  const [header = [], ...rows] = csvRows(text);
  if (header.join() !== HEADER.join()) return [];
  return rows.map(
    ([
      figure = '',
      panel = '',
      curve = '',
      x = '',
      y,
      low,
      high,
      seed,
      xTitle = '',
      yTitle = '',
    ]) => ({
      figure,
      panel,
      curve,
      x: numberOf(x),
      y: numberOf(y),
      low: numberOf(low),
      high: numberOf(high),
      seed: numberOf(seed),
      xTitle,
      yTitle,
    }),
  );
}

/**
 * @param folder - Of a run.
 * @returns The points of its `curves.csv`; none where there is no such file.
 */
export async function readRunCurves({ file }: Pick<TrainingFolder, 'file'>): Promise<CurvePoint[]> {
  const path = file('curves.csv');
  try {
    return readCurves(await readFile(path, 'utf8'));
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw fileAccessError(`read ${path}`, error);
  }
}

function numberOf(cell = ''): number {
  return cell === '' ? NaN : Number(cell);
}
