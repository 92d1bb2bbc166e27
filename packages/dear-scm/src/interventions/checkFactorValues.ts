import {
  ArgumentError,
  checkNumbers,
  checkOptions,
  nearestName,
} from '@causal-mechanisms/tensor-utils';

/**
 * @param owner - Opens the message.
 * @param values - Lists of values by the names of factors; may be undefined.
 * @param factors - The factors that there are.
 * @param leastLength - How many values a list must hold.
 * @throws ArgumentError for another name and an empty list; ValuesError for what is no finite number.
 */
export function checkFactorValues(
  owner: string,
  values: Readonly<Record<string, readonly number[]>> | undefined,
  factors: readonly string[],
  leastLength = 1,
): void {
  if (values === undefined) return;
  for (const [factor, list] of Object.entries(checkOptions(owner, values, 'values'))) {
    if (!factors.includes(factor)) {
      const near = nearestName(factor, factors);
      throw new ArgumentError(
        `${owner}: values must be of ${factors.join(', ')}, got "${factor}"${near === undefined ? '' : `, did you mean "${near}"?`}`,
        { data: { factor, factors } },
      );
    }
    checkNumbers(owner, `values.${factor}`, list, { leastLength });
  }
}
