import { ArgumentError, checkArray, checkText, ShapeError } from '@causal-mechanisms/tensor-utils';

/**
 * What sets of rows are called in sentences: by the names of their environments, in quotes, where they were told.
 *
 * @param owner - The function that was called; opens messages.
 * @param places - Where each set stands among the arguments, such as `transfers[0]`; the usual one first.
 * @param environments - What the caller calls them; undefined where they have no names.
 * @returns A name for each set.
 * @throws ShapeError when there are more or fewer names than sets; ArgumentError when a name is no text or empty, or there twice.
 */
export function setNames(
  owner: string,
  places: readonly string[],
  environments: readonly string[] | undefined,
): readonly string[] {
  if (environments === undefined) return places;
  checkArray(owner, 'environments', environments);
  if (environments.length !== places.length) {
    throw new ShapeError(
      `${owner}: environments must name each of the ${places.length} sets, the usual one first, got ${environments.length}`,
      { data: { sets: places.length, environments } },
    );
  }
  return environments.map((environment, i) => {
    checkText(owner, `environments[${i}]`, environment);
    if (environment === '') {
      throw new ArgumentError(`${owner}: environments[${i}] must not be empty`, {
        data: { environments },
      });
    }
    if (environments.indexOf(environment) < i) {
      throw new ArgumentError(`${owner}: environments must differ, got "${environment}" twice`, {
        data: { environments },
      });
    }
    return `"${environment}"`;
  });
}
