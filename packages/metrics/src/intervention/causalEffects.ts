import { ArgumentError, checkOptions } from '@causal-mechanisms/tensor-utils';
import { checkSameLength } from '../checks.ts';
import { checkSampleColumns } from '../representation/columnChecks.ts';

/** The factors of the same rows under two settings of one latent: a column per factor under each. */
export interface EffectContrast {
  /** With the latent at its low value. */
  readonly low: readonly ArrayLike<number>[];
  /** With the latent at its high value. */
  readonly high: readonly ArrayLike<number>[];
}

/** What latents do to factors: `[latent][factor]`. */
export interface CausalEffects {
  /** The absolute mean of the change: a lower bound of what each row sees, since changes of opposite sign cancel. */
  readonly lower: readonly (readonly number[])[];
  /** The mean of the absolute change: an upper bound of the mean effect, since noise of the reading counts as change. */
  readonly upper: readonly (readonly number[])[];
  /** The mean change with its sign, the average causal effect. */
  readonly mean: readonly (readonly number[])[];
}

/**
 * The average causal effect of every latent on every factor, as CDG-VAE's causal disentanglement metric bounds it (An, Song and Jeon, 2023):
 * each latent is set to its smallest and to its largest value, what follows from it is propagated, and a predictor reads the factors from both results. A
 * causally disentangled model has large entries where the latent's factor is the factor itself or one of its causes, and zeros elsewhere.
 *
 * @param contrasts - For every latent, the factors read under both settings; all with the same factors and, within one, the same rows.
 * @returns The matrices.
 * @throws ArgumentError for no latent, no factor or less than two rows; ShapeError for different numbers of factors or rows; ValuesError
 *   for entries that are not finite.
 *
 * @example
 * ```ts
 * import { causalEffects } from '@causal-mechanisms/metrics';
 *
 * const { lower, upper } = causalEffects([{ low: [[0, 0.5]], high: [[0.5, 0]] }]);
 * console.log(lower, upper); // [ [ 0 ] ] [ [ 0.5 ] ]
 * ```
 */
export function causalEffects(contrasts: readonly EffectContrast[]): CausalEffects {
  const owner = 'causalEffects';
  const given: unknown = contrasts;
  if (!Array.isArray(given)) {
    throw new ArgumentError(`${owner}: contrasts must be an array`, { data: { contrasts } });
  }
  contrasts.forEach((contrast, i) => {
    checkOptions(owner, contrast, `contrasts[${i}]`);
  });
  const [first] = contrasts;
  if (first === undefined) {
    throw new ArgumentError(`${owner}: expected at least one latent, got none`);
  }
  const changes = contrasts.map(({ low, high }) => {
    const rows = checkSampleColumns(owner, 'low', low);
    const others = checkSampleColumns(owner, 'high', high);
    checkSameLength(owner, 'low and high', rows, others);
    checkSameLength(owner, 'the columns of low and high', low.length, high.length);
    checkSameLength(owner, 'the columns of all latents', first.low.length, low.length);
    return low.map((column, factor) =>
      Array.from(column, (value, row) => (high[factor]?.[row] ?? NaN) - value),
    );
  });
  const each = (statistic: (change: readonly number[]) => number) =>
    changes.map((factors) => factors.map(statistic));
  return {
    lower: each((change) => Math.abs(average(change))),
    upper: each((change) => average(change.map(Math.abs))),
    mean: each(average),
  };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
