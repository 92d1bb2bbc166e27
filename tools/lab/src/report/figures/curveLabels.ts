import type { Curve } from './chartParts.ts';
import { seriesColour } from '../page/theme.ts';

/** With more curves than these, names at their ends are no easier to follow than a legend. */
export const DIRECT_LABELS = 6;

const LABEL_DISTANCE = 17;

/**
 * The name of each curve to the right of the plot, at the height of its last point.
 *
 * @param curves - The curves, in the order of their colours.
 * @param range - Of the vertical axis.
 * @param height - Of the plot in pixels.
 * @param end - The largest x.
 * @returns One layer per name.
 */
export function endLabels(
  curves: readonly Curve[],
  [low, high]: readonly [number, number],
  height: number,
  end: number,
) {
  const ends = curves.flatMap(({ label, points }, index) => {
    const y = points.findLast(([, value]) => Number.isFinite(value))?.[1];
    if (y === undefined) return [];
    // The name of a curve that leaves the plot at the top says so.
    const shown = y > high ? `${label} ↑` : label;
    const within = Math.min(high, Math.max(low, y));
    return [{ label: shown, index, y: (height * (high - within)) / (high - low) }];
  });
  return spreadLabels(ends, LABEL_DISTANCE).map(({ label, y }, place) => ({
    data: { values: [{ label, x: end }] },
    mark: {
      type: 'text' as const,
      align: 'left' as const,
      baseline: 'middle' as const,
      dx: 12,
      fontSize: 12.5,
      fontWeight: 600 as const,
      y,
      color: seriesColour(ends[place]?.index ?? 0),
    },
    encoding: {
      x: { field: 'x', type: 'quantitative' as const },
      text: { field: 'label', type: 'nominal' as const },
    },
  }));
}

/**
 * @param heights - All values in a plot.
 * @returns From zero, or the lowest value where there are values below it, to a round number above the highest.
 */
export function wholeRange(heights: readonly number[]): readonly [low: number, high: number] {
  const known = heights.filter((height) => Number.isFinite(height));
  const highest = Math.max(...known, 0);
  const unit = 10 ** Math.floor(Math.log10(highest > 0 ? highest : 1));
  const high =
    [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 10].find((factor) => factor * unit >= highest) ?? 10;
  return [Math.min(...known, 0), high * unit];
}

/** A label that wants to stand at a height. */
export interface PlacedLabel {
  /** The text. */
  readonly label: string;
  /** The height in pixels: where it wants to stand, or where it stands. */
  readonly y: number;
}

/**
 * Moves labels apart that would cover each other, as little as it takes.
 *
 * @param labels - Where they want to stand.
 * @param distance - The least distance between two of them in pixels.
 * @returns Where they stand, in the order given.
 */
export function spreadLabels(labels: readonly PlacedLabel[], distance: number): PlacedLabel[] {
  const order = labels.map((_, index) => index);
  order.sort((a, b) => (labels[a]?.y ?? 0) - (labels[b]?.y ?? 0));
  // Labels that touch form a block around the middle of what they want; blocks that touch become one.
  const blocks: { members: number[]; middle: number }[] = [];
  for (const index of order) {
    let block = { members: [index], middle: labels[index]?.y ?? 0 };
    let before = blocks.at(-1);
    while (before !== undefined && topOf(block) - bottomOf(before) < distance) {
      blocks.pop();
      const members = [...before.members, ...block.members];
      const wanted = members.map((member) => labels[member]?.y ?? 0);
      block = { members, middle: wanted.reduce((sum, y) => sum + y, 0) / wanted.length };
      before = blocks.at(-1);
    }
    blocks.push(block);
  }
  const placed = new Map<number, number>();
  for (const block of blocks) {
    block.members.forEach((member, place) => placed.set(member, topOf(block) + distance * place));
  }
  return labels.map(({ label }, index) => ({ label, y: placed.get(index) ?? 0 }));

  function topOf({ members, middle }: { members: number[]; middle: number }): number {
    return middle - (distance * (members.length - 1)) / 2;
  }

  function bottomOf({ members, middle }: { members: number[]; middle: number }): number {
    return middle + (distance * (members.length - 1)) / 2;
  }
}
