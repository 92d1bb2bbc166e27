import { ArgumentError, checkCount, checkNumber } from '@causal-mechanisms/tensor-utils';

/**
 * @param owner - The function that asks; opens the messages.
 * @param pairs - To be pairs of experts.
 * @param experts - How many there are.
 * @throws ArgumentError when they are not.
 */
export function checkPairs(owner: string, pairs: unknown, experts: number): void {
  listOf(owner, 'redundantPairs', pairs).forEach((given, place) => {
    const name = `redundantPairs[${place}]`;
    for (const expert of listOf(owner, name, given, 2)) {
      checkCount(owner, name, expert as number, { least: 0, most: experts - 1 });
    }
  });
}

/**
 * @param owner - The function that asks; opens the messages.
 * @param changes - To be what each expert usually changes.
 * @param experts - How many there are.
 * @throws ArgumentError when they are not.
 */
export function checkChanges(owner: string, changes: unknown, experts: number): void {
  listOf(owner, 'usualChanges', changes, experts).forEach((change, place) =>
    checkNumber(owner, `usualChanges[${place}]`, change as number, { least: 0 }),
  );
}

function listOf(owner: string, name: string, value: unknown, length?: number): unknown[] {
  if (Array.isArray(value) && (length === undefined || value.length === length)) return value;
  const expected = length === undefined ? 'a list' : `a list of ${length}`;
  const got = Array.isArray(value) ? `one of ${value.length}` : typeof value;
  throw new ArgumentError(`${owner}: ${name} must be ${expected}, got ${got}`, {
    data: { name, expected, value },
  });
}
