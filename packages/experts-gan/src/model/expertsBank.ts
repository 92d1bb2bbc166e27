import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import type { ExpertsConfig } from '../expertsConfig.ts';
import type { Expert } from '../networks/expert.ts';
import type { ModelScorer } from '../objectives/createScorer.ts';

/** The flat vectors of a model. */
export interface ExpertsWeights {
  /** The parameters of each expert. */
  readonly experts: readonly Float32Array[];
  /** The running statistics of each expert: means, then variances, block by block. */
  readonly statistics: readonly Float32Array[];
  /** The parameters of what scores outputs, such as the discriminator. */
  readonly scorer: Float32Array;
}

/** The networks of a model, and what they were made by. */
export interface ExpertsBank {
  /** The configuration. */
  readonly config: ExpertsConfig;
  /** Height, width and channels of the images. */
  readonly shape: ImageShape;
  /** The experts. */
  readonly networks: readonly Expert[];
  /** What scores outputs. */
  readonly scorer: ModelScorer;
}
