import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import type { Mechanism } from './mechanism.ts';

/**
 * Checks a list of mechanisms.
 *
 * @param owner - The function that asks; opens the message.
 * @param mechanisms - Should hold at least one, each with a function `apply`.
 * @throws ArgumentError when it does not.
 */
export function checkMechanisms(owner: string, mechanisms: readonly Mechanism[]): void {
  if (!Array.isArray(mechanisms)) {
    throw new ArgumentError(`${owner}: mechanisms must be an array, got ${typeof mechanisms}`, {
      data: { mechanisms },
    });
  }
  if (mechanisms.length === 0) {
    throw new ArgumentError(`${owner}: mechanisms must hold at least one mechanism, got none`);
  }
  mechanisms.forEach((mechanism, place) =>
    checkMechanism(owner, `mechanisms[${place}]`, mechanism),
  );
}

/**
 * Checks a mechanism.
 *
 * @param owner - The function that asks; opens the message.
 * @param name - The argument.
 * @param mechanism - Should have a function `apply`.
 * @throws ArgumentError when it has none.
 */
export function checkMechanism(owner: string, name: string, mechanism: unknown): void {
  const isMechanism =
    typeof mechanism === 'object' &&
    mechanism !== null &&
    typeof (mechanism as Partial<Mechanism>).apply === 'function';
  if (isMechanism) return;
  throw new ArgumentError(`${owner}: ${name} must be a mechanism, got ${String(mechanism)}`, {
    data: { name, value: mechanism },
  });
}
