import type { ImageShape, ParameterVector } from '@causal-mechanisms/tensor-utils';
import type { ExpertsConfig } from '../expertsConfig.ts';
import type { Expert } from '../networks/expert.ts';

/** The flat vectors of a model. */
export interface ExpertsWeights {
  /** The parameters of each expert. */
  readonly experts: readonly Float32Array[];
  /** The running statistics of each expert: means, then variances, block by block. */
  readonly statistics: readonly Float32Array[];
  /** The parameters of the discriminator. */
  readonly discriminator: Float32Array;
}

/** The networks of a model, and what they were made by. */
export interface ExpertsBank {
  /** The configuration. */
  readonly config: ExpertsConfig;
  /** Height, width and channels of the images. */
  readonly shape: ImageShape;
  /** The experts. */
  readonly networks: readonly Expert[];
  /** The parameters of the discriminator. */
  readonly discriminator: ParameterVector;
}
