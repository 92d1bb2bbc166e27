import { HUES } from './chartParts.ts';
import type { Curve } from './chartParts.ts';
import { seriesColour } from '../page/theme.ts';

/** A shaded band is seen through. */
const OPACITY = 0.18;

/**
 * The bands around curves, to lie below them.
 *
 * @param curves - Some curves; those without a band get none.
 * @param range - What lies outside of it is cut off. Default: nothing.
 * @returns One layer per band, in the colour of its curve.
 */
export function bandLayers(
  curves: readonly Curve[],
  range: readonly [low: number, high: number] = [-Infinity, Infinity],
) {
  return curves.flatMap(({ label, band = [] }, index) => {
    if (band.length === 0) return [];
    const inside = band.every(([, low, high]) => low >= range[0] && high <= range[1]);
    return [
      {
        data: { values: band.map(([x, low, high]) => ({ x, low, high })) },
        mark: {
          type: 'area' as const,
          interpolate: 'linear' as const,
          opacity: OPACITY,
          color: seriesColour(index % HUES),
          clip: !inside,
          description: `band around ${label}`,
        },
        encoding: {
          x: { field: 'x', type: 'quantitative' as const },
          // Areas reach down to 0 by default, and the shared axis with them.
          y: { field: 'low', type: 'quantitative' as const, scale: { zero: false } },
          y2: { field: 'high' },
        },
      },
    ];
  });
}

/**
 * @param curves - Some curves.
 * @returns The heights of the edges of all bands.
 */
export function bandHeights(curves: readonly Curve[]): number[] {
  return curves.flatMap(({ band = [] }) => band.flatMap(([, low, high]) => [low, high]));
}
