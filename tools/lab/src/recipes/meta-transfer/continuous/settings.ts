import { continuousDirectionConfigSchema } from '@causal-mechanisms/meta-transfer';
import * as z from 'zod';

/** The settings of the recipe: how each pair is learned, and how many there are. */
export const continuousSchema = z
  .strictObject(continuousDirectionConfigSchema.shape)
  .omit({ seed: true })
  .extend({
    /** Random splines. */
    splines: z.int().min(1).max(10_000).default(20),
    /** Knots of a spline. */
    knots: z.int().min(2).max(1000).default(10),
  });

/** The resolved settings. */
export type ContinuousConfig = z.output<typeof continuousSchema>;

/** Sigma of gamma by episodes done, from the numbers stored with the authors' code. */
export const PUBLISHED: Readonly<Record<number, number>> = {
  1: 0.525,
  11: 0.703,
  51: 0.982,
  101: 0.9985,
  201: 0.9999,
};

/**
 * @param config - The settings.
 * @returns The name of each spline's part.
 */
export function splineNames({ splines }: Pick<ContinuousConfig, 'splines'>): string[] {
  return Array.from({ length: splines }, (_, i) => `spline-${i + 1}`);
}
