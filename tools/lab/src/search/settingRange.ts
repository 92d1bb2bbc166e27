import { UsageError } from '@causal-mechanisms/command-line';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/** Numbers from which a random search draws. */
export interface SettingRange {
  /** `uniform`: all numbers alike; `log`: all orders of magnitude alike; `integer`: whole numbers alike. */
  readonly kind: 'uniform' | 'log' | 'integer';
  /** The smallest one. */
  readonly low: number;
  /** The largest one. */
  readonly high: number;
}

/** Digits that stay of a drawn number: it is read by people, and typed again. */
const DIGITS = 4;

/**
 * Reads a range.
 *
 * @param text - Such as `log(1e-4,1e-1)`, `uniform(0,0.5)` or `integer(1,8)`, ends included.
 * @returns The range, or `undefined` for a text that is none.
 * @throws UsageError for a range without two ends, the smaller one first; those of `log` above zero, those of `integer` whole.
 */
export function parseRange(text: string): SettingRange | undefined {
  const read = /^\s*(uniform|log|integer)\((.*)\)\s*$/.exec(text);
  if (read === null) return undefined;
  const kind = read[1] as SettingRange['kind'];
  const ends = (read[2] ?? '').split(',');
  const [low = NaN, high = NaN] = ends.map((end) => (end.trim() === '' ? NaN : Number(end)));
  const fits =
    kind === 'log'
      ? low > 0
      : kind === 'uniform' || (Number.isSafeInteger(low) && Number.isSafeInteger(high));
  if (ends.length === 2 && Number.isFinite(low) && Number.isFinite(high) && low < high && fits) {
    return { kind, low, high };
  }
  throw new UsageError(
    `--set: expected uniform(LOW,HIGH), log(LOW,HIGH) with LOW above 0, or integer(LOW,HIGH), the smaller end first, got "${text}"`,
    { data: { text } },
  );
}

/**
 * Draws from a range.
 *
 * @param range - The range.
 * @param stream - Where the randomness comes from.
 * @returns A number from `low` to `high`, of four digits where it is not whole.
 */
export function drawFromRange({ kind, low, high }: SettingRange, stream: RandomStream): number {
  if (kind === 'integer') return stream.integer(low, high + 1);
  const drawn =
    kind === 'log'
      ? Math.exp(stream.uniform(Math.log(low), Math.log(high)))
      : stream.uniform(low, high);
  // Rounding may lead out of the range.
  return Math.min(high, Math.max(low, Number(drawn.toPrecision(DIGITS))));
}
