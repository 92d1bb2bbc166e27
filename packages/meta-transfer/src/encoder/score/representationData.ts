import {
  ArgumentError,
  checkArray,
  checkOptions,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { checkColumns, checkFinite } from '../maps/checkColumns.ts';
import type { Columns } from '../maps/invertibleEncoder.ts';
import type { Bumps } from './bumps.ts';

/** What a representation is learned from: observed points, column by column. */
export interface RepresentationData {
  /** Points from before the changes: 2 or 3 columns of one length. */
  readonly training: Columns;
  /** Sets of points, each from after a change of the cause; the same columns. */
  readonly transfers: readonly Columns[];
}

/** What {@link checkRepresentationData} asks of the sizes. */
export interface RepresentationNeeds {
  /** Points of a set at least. */
  readonly points: number;
  /** How many columns there must be. Default: 2 or 3. */
  readonly dimensions?: number;
}

/**
 * @param owner - The function that asks; opens messages.
 * @param data - Should be columns of finite numbers.
 * @param needs - How much there must be.
 * @returns The number of columns.
 * @throws ShapeError when columns do not fit together; ValuesError for numbers that are not finite; ArgumentError when there is no transfer
 * set, or one has too few points.
 */
export function checkRepresentationData(
  owner: string,
  data: RepresentationData,
  { points, dimensions: asked }: RepresentationNeeds,
): number {
  const { training, transfers } = checkOptions(owner, data, 'data');
  const dimensions = checkArray(owner, 'training', training).length;
  checkArray(owner, 'transfers', transfers);
  if (asked === undefined ? dimensions !== 2 && dimensions !== 3 : dimensions !== asked) {
    const expected = asked ?? '2 or 3';
    throw new ShapeError(`${owner}: training must have ${expected} columns, got ${dimensions}`, {
      data: { actual: dimensions },
    });
  }
  if (transfers.length === 0) {
    throw new ArgumentError(
      `${owner}: transfers must hold at least one set, got none: without a change nothing adapts`,
    );
  }
  const sets = [
    ['training', training] as const,
    ...transfers.map((set, t) => [`transfers[${t}]`, set] as const),
  ];
  for (const [name, columns] of sets) {
    const rows = checkColumns(owner, columns, dimensions, name);
    checkFinite(owner, name, columns);
    if (rows >= points) continue;
    throw new ArgumentError(`${owner}: ${name} must have at least ${points} points, got ${rows}`, {
      data: { name, least: points, actual: rows },
    });
  }
  return dimensions;
}

/** The share of points that the bumps reach over: single far points must not thin them out. */
const REACHED = 0.995;

/**
 * Bumps over the distance of the points from the origin, which no rotation changes.
 *
 * @param data - The points.
 * @param count - How many bumps.
 * @returns The bumps.
 * @throws ValuesError when the points lie at the origin.
 */
export function bumpsOver({ training, transfers }: RepresentationData, count: number): Bumps {
  const distances = [training, ...transfers].flatMap((columns) =>
    Array.from({ length: columns[0]?.length ?? 0 }, (_, i) =>
      Math.hypot(...columns.map((column) => column[i] ?? 0)),
    ),
  );
  const sorted = Float64Array.from(distances).sort();
  const radius = sorted[Math.floor(REACHED * (sorted.length - 1))] ?? 0;
  if (!(radius > 0 && radius ** 2 > 0 && radius < Infinity)) {
    throw new ValuesError(
      `bumpsOver: points must be at some distance from the origin, got a distance of ${radius}`,
      { data: { radius } },
    );
  }
  const gap = (2 * radius) / (count - 1);
  return { kind: 'bumps', low: -radius, high: radius, count, width: 1.15 * gap };
}
