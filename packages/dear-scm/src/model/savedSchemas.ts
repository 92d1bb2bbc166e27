import * as z from 'zod';

/** The size of a side, or a number of coordinates. */
export const sizeSchema = z.int().min(1).max(1_048_576);

const kind = z.enum(['continuous', 'binary']);

/** A factor as it is saved. */
export const factorSchema = z.strictObject({
  name: z.string().min(1),
  kind,
  unit: z.string().exactOptional(),
});

/** A scaling of labels as it is saved. */
export const scalingSchema = z.strictObject({
  loss: z.enum(['ce', 'l2']),
  margin: z.number().gt(0).lt(0.5),
  ranges: z
    .array(
      z.strictObject({
        name: z.string(),
        kind,
        least: z.number(),
        most: z.number(),
        mean: z.number(),
        deviation: z.number().positive(),
      }),
    )
    .min(1),
});
