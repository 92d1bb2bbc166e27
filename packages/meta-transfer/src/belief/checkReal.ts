import { ArgumentError } from '@causal-mechanisms/tensor-utils';

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param value - What the caller gave: any number but NaN; infinite ones are the ends of what likelihoods may be.
 * @throws ArgumentError when it is none.
 */
export function checkReal(owner: string, name: string, value: unknown): void {
  if (typeof value === 'number' && !Number.isNaN(value)) return;
  throw new ArgumentError(`${owner}: ${name} must be a number, got ${String(value)}`, {
    data: { name, value },
  });
}
