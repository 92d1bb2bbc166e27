import { checkOptions, checkTensor, ShapeError } from '@causal-mechanisms/tensor-utils';
import type { CoreState } from './sequenceCore.ts';

/**
 * Checks a state that a caller hands in.
 *
 * @param owner - Opens the message.
 * @param state - The state.
 * @param expected - The shape of each of its tensors; -1 fits any size.
 * @throws ShapeError when a tensor is missing, unknown or of another shape; ArgumentError, DisposedError when it is no live tensor of floats.
 */
export function checkState(
  owner: string,
  state: CoreState,
  expected: Readonly<Record<string, readonly number[]>>,
): void {
  for (const [name, tensor] of Object.entries(checkOptions(owner, state, 'state'))) {
    checkTensor(owner, `state.${name}`, tensor);
  }
  const shown = (shapes: Readonly<Record<string, readonly number[]>>): string =>
    Object.entries(shapes)
      .map(([name, shape]) => `${name} [${shape.join()}]`)
      .join(', ');
  const actual = Object.fromEntries(
    Object.entries(state).map(([name, { shape }]) => [name, shape]),
  );
  const fits =
    Object.keys(actual).length === Object.keys(expected).length &&
    Object.entries(expected).every(([name, shape]) => {
      const found: readonly number[] | undefined = actual[name];
      return (
        found?.length === shape.length &&
        shape.every((size, axis) => size === -1 || size === found[axis])
      );
    });
  if (fits) return;
  throw new ShapeError(`${owner}: expected the state ${shown(expected)}, got ${shown(actual)}`, {
    data: { expected, actual },
  });
}
