import type { Factor } from '@causal-mechanisms/datasets';
import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import type { LabelScalingState } from '../labels/labelScaling.ts';
import { networksSchema } from '../networks/networksConfig.ts';
import type { NetworksConfig } from '../networks/networksConfig.ts';
import { priorSchema } from '../prior/priorConfig.ts';
import type { PriorConfig } from '../prior/priorConfig.ts';
import {
  factorSchema,
  RANGES_DIFFER,
  rangesFit,
  scalingSchema,
  sizeSchema,
} from './savedSchemas.ts';

/** What a model is made of, but for its parameters: plain JSON, saved with it. */
export interface DearDescription {
  /** The shape of an observation: `[height, width, channels]`, or `[width]`. */
  readonly observationShape: readonly number[];
  /** The factors that the first coordinates stand for, in their order. */
  readonly factors: readonly Factor[];
  /** Which factor may cause which: `graph[cause][effect]`, 0 or 1. */
  readonly graph: readonly (readonly number[])[];
  /** How many coordinates there are. */
  readonly latentWidth: number;
  /** What latent vectors are drawn from. */
  readonly prior: PriorConfig;
  /** Encoder and generator. */
  readonly networks: NetworksConfig;
  /** The decay of the moving average that the parameters are, or null where they are the last ones. */
  readonly average: number | null;
  /** How the labels of the training rows lay. */
  readonly scaling: LabelScalingState;
}

const parts = z.strictObject({
  observationShape: z.array(sizeSchema).check(z.minLength(1)),
  factors: z.array(factorSchema).check(z.minLength(1)),
  graph: z.array(z.array(z.union([z.literal(0), z.literal(1)]))),
  latentWidth: sizeSchema,
  prior: priorSchema,
  networks: networksSchema,
  average: z.nullable(z.number().check(z.minimum(0), z.lt(1))),
  scaling: scalingSchema,
});

/** They must speak of the same factors. */
const schema = parts.check(
  z.refine(
    ({ factors, graph }) =>
      graph.length === factors.length && graph.every((row) => row.length === factors.length),
    { path: ['graph'], error: 'there must be a row and a column for every factor' },
  ),
  z.refine(rangesFit, RANGES_DIFFER),
);

/**
 * Checks a description that comes from a file.
 *
 * @param value - Plain JSON.
 * @returns The description.
 * @throws ConfigError when it is none, or when its parts do not fit together.
 */
export function resolveDearDescription(value: unknown): DearDescription {
  return parseConfig('DearModel', schema, value);
}
