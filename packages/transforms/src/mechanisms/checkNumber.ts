import { ArgumentError } from '@causal-mechanisms/tensor-utils';

/** What a numeric parameter must be; every rule that is given must hold. */
interface NumberRule {
  /** The value must be greater than this. Default: no bound. */
  readonly above?: number;
  /** The smallest value. Default: no bound. */
  readonly atLeast?: number;
  /** The largest value. Default: no bound. */
  readonly atMost?: number;
}

/**
 * Checks one numeric parameter of a mechanism.
 *
 * @param owner - The factory; opens the message.
 * @param name - The parameter.
 * @param value - What the caller gave.
 * @param rule - What it must be, besides finite.
 * @returns The value, with minus zero made plain zero so that names and definitions stay clean.
 * @throws ArgumentError when a rule is broken.
 */
export function checkNumber(
  owner: string,
  name: string,
  value: unknown,
  rule: NumberRule = {},
): number {
  const { above = -Infinity, atLeast = -Infinity, atMost = Infinity } = rule;
  if (
    typeof value === 'number' &&
    Number.isFinite(value) &&
    value > above &&
    value >= atLeast &&
    value <= atMost
  ) {
    return value + 0;
  }
  const wanted = [
    'a finite number',
    ...(above > -Infinity ? [`above ${above}`] : []),
    ...(atLeast > -Infinity ? [`at least ${atLeast}`] : []),
    ...(atMost < Infinity ? [`at most ${atMost}`] : []),
  ].join(', ');
  throw new ArgumentError(`${owner}: ${name} must be ${wanted}, got ${String(value)}`, {
    data: { name, value },
  });
}
