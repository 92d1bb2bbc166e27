/** A point of a skeleton: x to the right and y down, both about [0, 1]. */
export type SkeletonPoint = readonly [x: number, y: number];

/** The strokes of one way to write a character. A stroke is a smooth curve through its points. */
export interface StrokeSkeleton {
  /** How often this form is used among the forms of its character. */
  readonly weight: number;
  /** Strokes that share a point exactly stay joined there, with a corner. */
  readonly strokes: readonly (readonly SkeletonPoint[])[];
}

/**
 * Reads a stroke that is written down compactly.
 *
 * @param text - Places such as `54,0 22,13`: x and y in percent.
 * @returns The points.
 */
export function readStroke(text: string): SkeletonPoint[] {
  return text.split(' ').map((place) => {
    const [x = 0, y = 0] = place.split(',').map(Number);
    return [x / 100, y / 100];
  });
}

/** A skeleton with its shared points found, ready to be bent. */
export interface JoinedSkeleton {
  /** x and y of every distinct point. */
  readonly points: Float64Array;
  /** For each stroke, which points it goes through. */
  readonly strokes: readonly Int32Array[];
}

/**
 * Finds the points that strokes share, so that a bent skeleton keeps its corners.
 *
 * @param strokes - The strokes as drawn.
 * @returns Distinct points and the strokes as lists of them.
 */
export function joinStrokes(strokes: readonly (readonly SkeletonPoint[])[]): JoinedSkeleton {
  const places = new Map<string, number>();
  const points: number[] = [];
  const joined = strokes.map((stroke) =>
    Int32Array.from(stroke, ([x, y]) => {
      const key = `${x},${y}`;
      const known = places.get(key);
      if (known !== undefined) return known;
      const place = places.size;
      places.set(key, place);
      points.push(x, y);
      return place;
    }),
  );
  return { points: Float64Array.from(points), strokes: joined };
}
