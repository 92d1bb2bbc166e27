import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** Pairs of which A is the cause. */
export function drawnPairs(
  stream: RandomStream,
  {
    count,
    mean = 0,
    effect = (value) => value + 3 * Math.sin(value),
    noise = 1,
  }: {
    readonly count: number;
    readonly mean?: number;
    readonly effect?: (value: number) => number;
    readonly noise?: number;
  },
): { a: Float64Array; b: Float64Array } {
  const a = Float64Array.from({ length: count }, () => stream.normal(mean, 2));
  return { a, b: a.map((value) => effect(value) + stream.normal(0, noise)) };
}
