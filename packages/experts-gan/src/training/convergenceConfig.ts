import * as z from 'zod/mini';

/** When a competition counts as converged: the winners of fixed images stay the same. */
export interface Convergence {
  /** Transformed images that are looked at again and again. Default: 256. */
  readonly probe: number;
  /** Iterations between looks. Default: 25. */
  readonly every: number;
  /** Looks in a row that must agree with the one before them. Default: 10. */
  readonly looks: number;
  /** Share of the images whose winner must be the same, in (0, 1]. Default: 0.99. */
  readonly agreement: number;
}

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

/** The schema of {@link Convergence}, or `false`. */
export const convergenceSchema = z.union([
  z.literal(false),
  z.strictObject({
    probe: z._default(count(65_536), 256),
    every: z._default(count(1_000_000), 25),
    looks: z._default(count(1000), 10),
    agreement: z._default(z.number().check(z.positive(), z.maximum(1)), 0.99),
  }),
]);
