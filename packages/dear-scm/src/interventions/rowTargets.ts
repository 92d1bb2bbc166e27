import {
  ArgumentError,
  checkInstance,
  checkNumbers,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';

/** Values that factors are set to, by their place: one for all rows, or one per row. */
export type LatentTargets = ReadonlyMap<number, number | ArrayLike<number>>;

/**
 * Checks what factors are to be set to.
 *
 * @param owner - The function that asks; opens messages.
 * @param targets - The values.
 * @param factors - How many factors there are.
 * @param rows - How many rows there are.
 * @returns For every factor that is set, by its place, its value in each row.
 * @throws ArgumentError for places that are no factor; ShapeError for lists of another length; ValuesError for values that are not finite.
 */
export function rowTargets(
  owner: string,
  targets: LatentTargets,
  factors: number,
  rows: number,
): Map<number, Float64Array> {
  const checked = new Map<number, Float64Array>();
  checkInstance(owner, 'targets', targets, Map);
  for (const [factor, value] of targets) {
    if (!Number.isInteger(factor) || factor < 0 || factor >= factors) {
      throw new ArgumentError(
        `${owner}: a target must be one of ${factors} factors, got the place ${factor}`,
        { data: { factors, factor } },
      );
    }
    if (typeof value !== 'number') {
      checkNumbers(owner, `the target of factor ${factor}`, value, { anyNumber: true });
    }
    const values =
      typeof value === 'number' ? new Float64Array(rows).fill(value) : Float64Array.from(value);
    if (values.length !== rows) {
      throw new ShapeError(
        `${owner}: expected one value or ${rows} for factor ${factor}, got ${values.length}`,
        { data: { factor, rows, actual: values.length } },
      );
    }
    const wrong = values.find((entry) => !Number.isFinite(entry));
    if (wrong !== undefined) {
      throw new ValuesError(
        `${owner}: factor ${factor} must be set to finite values, got ${wrong}`,
        {
          data: { factor, value: wrong },
        },
      );
    }
    checked.set(factor, values);
  }
  return checked;
}
