import * as z from 'zod/mini';

/** Outputs are scored by a discriminator that learns along: its settings stand beside the experts'. */
export interface AdversarialObjective {
  /** Its name. */
  readonly kind: 'gan';
}

/**
 * Outputs are scored by minus the loss of a variational autoencoder of canonical images, which is trained before the competition and
 * stays as it is from then on.
 */
export interface VaeObjective {
  /** Its name. */
  readonly kind: 'vae';
  /** Latent variables. Default: 20. */
  readonly latent: number;
  /** Units of the hidden layer of encoder and decoder. Default: 400. */
  readonly units: number;
  /** Iterations of its training, each on `batchSize` canonical images. Default: 5000. */
  readonly iterations: number;
  /** Adam's step size in its training. Default: 1e-3. */
  readonly learningRate: number;
  /**
   * The score that is good enough: an output that reaches it teaches its expert nothing. The mean score of the canonical images of the
   * batch, a quantile of their scores, in [0, 1], or none: outputs become likelier than canonical images then. Default: none.
   */
  readonly bound: 'none' | 'mean' | number;
}

/** Outputs are scored by a scorer of the caller's own, which is given beside the configuration. */
export interface NamedObjective {
  /** That it is one. */
  readonly kind: 'custom';
  /** Its name. */
  readonly name: string;
}

/** What scores the outputs of experts. */
export type ObjectiveConfig = AdversarialObjective | VaeObjective | NamedObjective;

/** What a caller may give: an {@link ObjectiveConfig}, or its kind and any part of it. */
export type ObjectiveConfigInput =
  AdversarialObjective | NamedObjective | (Pick<VaeObjective, 'kind'> & Partial<VaeObjective>);

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

/** The schema of {@link ObjectiveConfig}. */
export const objectiveConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('gan') }),
  z.strictObject({ kind: z.literal('custom'), name: z.string() }),
  z.strictObject({
    kind: z.literal('vae'),
    latent: z._default(count(4096), 20),
    units: z._default(count(65_536), 400),
    iterations: z._default(count(10_000_000), 5000),
    learningRate: z._default(z.number().check(z.positive(), z.maximum(1)), 1e-3),
    bound: z._default(
      z.union([z.enum(['none', 'mean']), z.number().check(z.minimum(0), z.maximum(1))]),
      'none',
    ),
  }),
]);
