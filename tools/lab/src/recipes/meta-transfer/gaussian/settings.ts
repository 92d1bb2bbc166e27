import * as z from 'zod';

/** The settings of the recipe. */
export const gaussianSchema = z.strictObject({
  /** Random truths. */
  truths: z.int().min(1).max(10_000).default(100),
  /** Episodes of each. */
  episodes: z.int().min(1).max(100_000).default(500),
  /** Pairs of an episode. */
  pairs: z.int().min(2).max(1_000_000).default(1000),
  /** Training pairs that hypotheses are fitted to. */
  fitPairs: z.int().min(20).max(1_000_000).default(5000),
  /** Step size of the belief. */
  beliefRate: z.number().positive().max(10).default(0.1),
});

/** The resolved settings. */
export type GaussianConfig = z.output<typeof gaussianSchema>;

/** One way to learn, tried on all truths. */
export interface GaussianVariant {
  /** Names its part. */
  readonly name: string;
  /** Stands in tables. */
  readonly label: string;
  /** What a transfer moves: the mean of the cause, as the method assumes, or that of the effect. */
  readonly moved: 'cause' | 'effect';
  /** How hypotheses learn. */
  readonly config: {
    readonly mechanism: 'gaussian' | 'conjugate';
    readonly marginal: 'refit' | 'adapt';
    readonly likelihood: 'mean' | 'sum';
    readonly changes?: 'some' | 'all';
  };
}

const GRADIENT = { mechanism: 'gaussian', marginal: 'refit', likelihood: 'mean' } as const;
const CONJUGATE = { mechanism: 'conjugate', marginal: 'adapt', likelihood: 'sum' } as const;

/** The rows of the table. */
export const GAUSSIAN_VARIANTS: readonly GaussianVariant[] = [
  { name: 'refit', label: 'descent, marginal refitted', moved: 'cause', config: GRADIENT },
  {
    name: 'refit-sum',
    label: 'descent, marginal refitted; whole set',
    moved: 'cause',
    config: { ...GRADIENT, likelihood: 'sum' },
  },
  {
    name: 'adapt',
    label: 'descent, marginal adapts',
    moved: 'cause',
    config: { ...GRADIENT, marginal: 'adapt' },
  },
  { name: 'some', label: 'conjugate, some change', moved: 'cause', config: CONJUGATE },
  {
    name: 'all',
    label: 'conjugate, all change',
    moved: 'cause',
    config: { ...CONJUGATE, changes: 'all' },
  },
  {
    name: 'refit-effect',
    label: 'descent, refitted; the effect moved',
    moved: 'effect',
    config: GRADIENT,
  },
  {
    name: 'some-effect',
    label: 'conjugate, some change; the effect moved',
    moved: 'effect',
    config: CONJUGATE,
  },
];
