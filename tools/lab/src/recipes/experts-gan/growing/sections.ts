import type { StructureChange } from '@causal-mechanisms/experts-gan';
import { curveChart } from '../../../report/figures/curves.ts';
import type { Curve } from '../../../report/figures/chartParts.ts';
import type { ReportSection, SectionMaterial } from '../../../report/section.ts';
import type { GrowingEntry } from './settings.ts';
import type { GrowingValue } from './trainGrowing.ts';

/**
 * @param material - The finished run.
 * @param entries - Its competitions.
 * @returns The section with the number of experts over the iterations.
 */
export async function trajectorySection(
  material: SectionMaterial,
  entries: readonly GrowingEntry[],
): Promise<ReportSection> {
  const curves: Curve[] = [];
  for (const { name, label } of entries) {
    const steps = await material.part(name).steps('competition');
    const points = steps.map(
      ({ step, scalars }) => [step, scalars['experts'] ?? NaN] as [number, number],
    );
    if (points.every(([, experts]) => Number.isFinite(experts))) {
      curves.push({ label, points: corners(points) });
    }
  }
  const chart = await curveChart(curves, [], { xTitle: 'iteration', yTitle: 'experts' });
  return {
    title: 'How many experts there are',
    text: 'The number of experts over the iterations, from different numbers at the start.',
    blocks: [await material.figure('experts', chart)],
  };
}

/**
 * A curve of steps has the same height for a long time: two points at every change say as much.
 *
 * @param points - Of every iteration.
 * @returns Those at which something changes, and those before them.
 */
export function corners(points: readonly (readonly [number, number])[]): [number, number][] {
  return points
    .filter(([, y], i) => {
      const [before, after] = [points[i - 1]?.[1], points[i + 1]?.[1]];
      return before !== y || after !== y;
    })
    .map(([x, y]) => [x, y]);
}

/**
 * @param outcomes - The competitions with what they kept.
 * @returns The section that says why the number changed; nothing where it never did.
 */
export function changesSection(
  outcomes: readonly (readonly [GrowingEntry, GrowingValue])[],
): ReportSection[] {
  const rows = outcomes.flatMap(([{ label }, { changes }]) =>
    changes.map((change) => [
      label,
      String(change.step),
      inWords(change),
      reason(change),
      String(change.experts),
    ]),
  );
  if (rows.length === 0) return [];
  const header = ['competition', 'iteration', 'change', 'why', 'experts after it'];
  return [
    {
      title: 'Why the number changed',
      text: 'Experts keep the number they were made with.',
      blocks: [{ kind: 'table', table: { header, rows, even: true } }],
    },
  ];
}

function inWords({ kind, expert, other }: StructureChange): string {
  switch (kind) {
    case 'pruned':
      return `${expert} goes`;
    case 'merged':
      return `${expert} goes, ${other ?? ''} stays`;
    case 'split':
      return `${expert} becomes ${expert} and ${other ?? ''}`;
    case 'added':
      return `${expert} is added`;
  }
}

function reason({ kind, other, value, limit }: StructureChange): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  switch (kind) {
    case 'pruned':
      return `it wins ${percent(value)}, less than ${percent(limit)}`;
    case 'merged':
      return `their distance is ${value.toFixed(3)}, less than ${limit}`;
    case 'split':
      return `its bimodality is ${value.toFixed(2)}, more than ${limit}`;
    case 'added':
      return `${other} leaves ${percent(value)} of its images unserved, more than ${percent(limit)}`;
  }
}

/**
 * @param material - The finished run.
 * @param entries - Its competitions.
 * @returns The section with the accuracy over the iterations; nothing where nothing was read.
 */
export async function accuraciesSection(
  material: SectionMaterial,
  entries: readonly GrowingEntry[],
): Promise<ReportSection[]> {
  const curves: Curve[] = [];
  for (const { name, label } of entries) {
    const history = await material.part(name).evaluations();
    const points = history.flatMap(({ step, scalars: { accuracy } }): [number, number][] =>
      accuracy === undefined ? [] : [[step, accuracy]],
    );
    if (points.length > 0) curves.push({ label, points });
  }
  if (curves.length === 0) return [];
  const chart = await curveChart(curves, [], {
    xTitle: 'iteration',
    yTitle: 'classifier accuracy',
    yRange: [0, 1],
    percent: true,
  });
  return [
    {
      title: 'Recovered digits become readable',
      text: 'Accuracy of a classifier that was trained on original digits, on the best outputs for a fixed probe.',
      blocks: [await material.figure('accuracy', chart)],
    },
  ];
}
