import { CausalMechanismsError, nearestName } from '@causal-mechanisms/tensor-utils';
import type { ErrorOptions } from '@causal-mechanisms/tensor-utils';

/** The command line was used in a way that cannot work (`ERR_USAGE`): the process ends with 2. */
export class UsageError extends CausalMechanismsError {
  override readonly name = 'UsageError';
  /**
   * @param message - What was expected and what came.
   * @param options - Facts and cause.
   */
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_USAGE', message, options);
  }
}

/**
 * Finds a name among the known ones, or says which one was probably meant.
 *
 * @param kind - What the name names, such as `recipe`.
 * @param name - What was typed.
 * @param known - The names there are.
 * @returns The name.
 * @throws UsageError that suggests the nearest name, else lists them all.
 */
export function expectKnown<Name extends string>(
  kind: string,
  name: string,
  known: readonly Name[],
): Name {
  const found = known.find((candidate) => candidate === name);
  if (found !== undefined) return found;
  const nearest = nearestName(name, known);
  throw new UsageError(
    nearest === undefined
      ? `unknown ${kind} "${name}" (known: ${known.join(', ')})`
      : `unknown ${kind} "${name}", did you mean "${nearest}"?`,
    { data: { name, known } },
  );
}
