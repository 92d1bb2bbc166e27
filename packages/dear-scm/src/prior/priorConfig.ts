import * as z from 'zod/mini';

/**
 * z_j = p0_j u_j + p1_j for every factor (DEAR-lin): the factors are jointly Gaussian.
 */
export interface LinearPriorConfig {
  /** Which map. */
  readonly kind: 'linear';
  /**
   * A bound from below on every p0_j: it keeps the maps increasing and their inverses tame. A p0_j at the bound is still moved by
   * gradients that ask for more. Default: null, no bound, as in the authors' code.
   */
  readonly leastSlope: number | null;
}

/** z_j = f_j(u_j) with an increasing piecewise-linear f_j for every factor (DEAR-nlr). */
export interface MonotonePriorConfig {
  /** Which map. */
  readonly kind: 'monotone';
  /** Evenly spaced breakpoints of each f_j; it has one slope more. Default: 100. */
  readonly breakpoints: number;
  /** The breakpoints lie in [-range, range]; outside, the first and the last slope go on. Default: 5. */
  readonly range: number;
  /**
   * Whether a slope receives gradient from the samples of its own interval alone, as in the authors' code; otherwise from all samples
   * beyond it as well, which is the gradient of f_j. Default: true.
   */
  readonly detachOffsets: boolean;
}

/** All coordinates independent and standard normal: the same model without causes, for comparison. Nothing of it is learned. */
export interface GaussianPriorConfig {
  /** Which map. */
  readonly kind: 'gaussian';
}

/** The distribution that the codes of factors are drawn from. */
export type PriorConfig = LinearPriorConfig | MonotonePriorConfig | GaussianPriorConfig;

/** The zod schema of {@link PriorConfig}, for configurations that contain it. */
export const priorSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('linear'),
    leastSlope: z._default(z.nullable(z.number().check(z.positive())), null),
  }),
  z.strictObject({
    kind: z.literal('monotone'),
    breakpoints: z._default(z.int().check(z.minimum(2), z.maximum(65_536)), 100),
    range: z._default(z.number().check(z.positive(), z.maximum(1e6)), 5),
    detachOffsets: z._default(z.boolean(), true),
  }),
  z.strictObject({ kind: z.literal('gaussian') }),
]);
