import { checkCount, checkNumbers, checkOptions, checkText } from '@causal-mechanisms/tensor-utils';

/** The parts of a pair of categorical variables. */
export interface PairParts {
  /** Which one is the cause. */
  readonly direction: string;
  /** The number of categories of the cause. */
  readonly causes: number;
  /** The number of categories of the effect. */
  readonly effects: number;
  /** The distribution of the cause `[causes]`. */
  readonly marginal: Float64Array;
  /** The distribution of the effect for each category of the cause `[causes, effects]`. */
  readonly conditional: Float64Array;
}

/**
 * Checks the parts of a pair.
 *
 * @param owner - The function that asks; opens the message.
 * @param pair - What the caller gave.
 * @throws ArgumentError, ShapeError or ValuesError that names the part.
 */
export function checkPair(owner: string, pair: PairParts): void {
  const { direction, causes, effects, marginal, conditional } = checkOptions(owner, pair, 'pair');
  checkText(owner, 'pair.direction', direction, ['A->B', 'B->A']);
  checkCount(owner, 'pair.causes', causes, { least: 2, most: 256 });
  checkCount(owner, 'pair.effects', effects, { least: 2, most: 256 });
  const expected = { least: 0, kinds: [Float64Array] };
  checkNumbers(owner, 'pair.marginal', marginal, { ...expected, length: causes });
  checkNumbers(owner, 'pair.conditional', conditional, { ...expected, length: causes * effects });
}
