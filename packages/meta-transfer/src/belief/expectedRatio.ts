import { checkNumbers, ValuesError } from '@causal-mechanisms/tensor-utils';

/**
 * The mean of `exp(-Delta)`: how much more likely the episodes are, on average, under the other hypothesis.
 *
 * Near certainty the belief drifts by `exp(-|gamma|) (1 - E[exp(-Delta)])`. It goes on to 1 where this mean is below 1, and
 * comes to rest before where it is not, even where the mean of Delta is above 0.
 *
 * @param deltas - One per episode: `log L_forward - log L_backward`, in nats.
 * @returns The mean; Infinity where it is too large for a number.
 * @throws ValuesError when there is no episode, or a Delta is not finite.
 *
 * @example
 * ```ts
 * import { expectedRatio } from '@causal-mechanisms/meta-transfer';
 *
 * console.log(expectedRatio([Math.log(2), Math.log(4)])); // 0.375
 * ```
 */
export function expectedRatio(deltas: ArrayLike<number>): number {
  checkDeltas('expectedRatio', deltas);
  let sum = 0;
  for (let i = 0; i < deltas.length; i++) sum += Math.exp(-(deltas[i] ?? NaN));
  return sum / deltas.length;
}

/** Checks that there are episodes, each with a finite difference. */
export function checkDeltas(owner: string, deltas: ArrayLike<number>): void {
  checkNumbers(owner, 'deltas', deltas, { anyNumber: true });
  if (deltas.length === 0) {
    throw new ValuesError(`${owner}: deltas must hold at least one episode`);
  }
  for (let i = 0; i < deltas.length; i++) {
    if (Number.isFinite(deltas[i])) continue;
    throw new ValuesError(
      `${owner}: deltas must be finite, got ${String(deltas[i])} at episode ${i}`,
      { data: { episode: i, value: deltas[i] } },
    );
  }
}
