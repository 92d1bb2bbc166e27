import { ArgumentError } from '@causal-mechanisms/tensor-utils';

/**
 * Checks an option that has a few possible values.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The option.
 * @param value - Should be one of the choices.
 * @param choices - All of them.
 * @throws ArgumentError when it is none of them.
 */
export function checkChoice(
  owner: string,
  name: string,
  value: unknown,
  choices: readonly (string | number)[],
): void {
  if (choices.some((choice) => choice === value)) return;
  throw new ArgumentError(
    `${owner}: ${name} must be one of ${choices.join(', ')}, got ${String(value)}`,
    { data: { name, expected: [...choices], actual: value } },
  );
}
