import * as z from 'zod';

/** What changes in the transfers of a drawn data set; `independent` variables, whose first one changes. */
export const CHANGES = [
  'cause',
  'effect',
  'conditional',
  'both',
  'nothing',
  'independent',
] as const;

/** One of {@link CHANGES}. */
export type Change = (typeof CHANGES)[number];

const sizeSchema = z.strictObject({
  /** Categories of both variables. */
  categories: z.int().min(2).max(50),
  /** Rows before any change. */
  training: z.int().min(10),
  /** Rows of each transfer. */
  transfer: z.int().min(4),
  /** The number of transfers. */
  transfers: z.int().min(1),
});

/** How large a data set is. */
export type OwnDataSize = z.output<typeof sizeSchema>;

/** Sizes of data sets that users have. */
const SIZES: OwnDataSize[] = [2, 4, 10].flatMap((categories) => [
  { categories, training: 1000, transfer: 200, transfers: 1 },
  { categories, training: 300, transfer: 100, transfers: 3 },
  { categories, training: 1000, transfer: 200, transfers: 3 },
  { categories, training: 5000, transfer: 500, transfers: 5 },
]);

/** The settings of the recipe. */
export const ownDataSchema = z.strictObject({
  /** How many truths are drawn for each size and change. */
  truths: z.int().min(1).default(100),
  /** The sizes of the data sets. */
  sizes: z.array(sizeSchema).min(1).default(SIZES),
  /** What changes. */
  changes: z
    .array(z.enum(CHANGES))
    .min(1)
    .default([...CHANGES]),
  /** How many truths of two numeric variables are drawn for each change. */
  curves: z.int().min(0).default(20),
  /** How often rows and transfers are drawn anew for each answer. */
  draws: z.int().min(20).default(200),
});

/**
 * @param size - Of a data set.
 * @returns It in words, such as `10 categories, 1000 + 3 x 200 rows`.
 */
export function sizeInWords({ categories, training, transfer, transfers }: OwnDataSize): string {
  return `${categories} categories, ${training} + ${transfers} x ${transfer} rows`;
}
