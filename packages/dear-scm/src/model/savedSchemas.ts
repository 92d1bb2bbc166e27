import * as z from 'zod/mini';

/** The size of a side, or a number of coordinates. */
export const sizeSchema = z.int().check(z.minimum(1), z.maximum(1_048_576));

const kind = z.enum(['continuous', 'binary']);

/** A factor as it is saved. */
export const factorSchema = z.strictObject({
  name: z.string().check(z.minLength(1)),
  kind,
  unit: z.exactOptional(z.string()),
});

/** A scaling of labels as it is saved. */
export const scalingSchema = z.strictObject({
  loss: z.enum(['ce', 'l2']),
  margin: z.number().check(z.gt(0), z.lt(0.5)),
  ranges: z
    .array(
      z
        .strictObject({
          name: z.string(),
          kind,
          least: z.number(),
          most: z.number(),
          mean: z.number(),
          deviation: z.number().check(z.positive()),
        })
        .check(
          z.refine(({ least, most }) => most > least && Number.isFinite(most - least), {
            path: ['most'],
            error: 'must be above least',
          }),
        ),
    )
    .check(
      z.refine((ranges) => new Set(ranges.map(({ name }) => name)).size === ranges.length, {
        error: 'the names must differ',
      }),
      z.minLength(1),
    ),
});

/** Says whether the ranges of labels are those of the factors, in their order. */
export function rangesFit({
  factors,
  scaling,
}: {
  readonly factors: readonly { readonly name: string }[];
  readonly scaling: { readonly ranges: readonly { readonly name: string }[] };
}): boolean {
  return (
    factors.length === scaling.ranges.length &&
    factors.every(({ name }, i) => name === scaling.ranges[i]?.name)
  );
}

/** What is said where {@link rangesFit} says no. */
export const RANGES_DIFFER: { path: string[]; error: string } = {
  path: ['scaling', 'ranges'],
  error: 'there must be one for every factor, in their order',
};
