import { ArgumentError, checkText } from '@causal-mechanisms/tensor-utils';

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param value - What the caller gave: a list of texts, not empty.
 * @throws ArgumentError when it is none.
 */
export function checkNames(owner: string, name: string, value: readonly string[]): void {
  if (!isList(value) || value.length === 0) {
    throw new ArgumentError(`${owner}: ${name} must be a list of names, at least one`, {
      data: { name, value },
    });
  }
  value.forEach((text, i) => {
    checkText(owner, `${name}[${i}]`, text);
  });
}

/**
 * @param value - Anything.
 * @returns Whether it is an array. Unlike `Array.isArray` it leaves the type as it is declared.
 */
export function isList(value: unknown): boolean {
  return Array.isArray(value);
}
