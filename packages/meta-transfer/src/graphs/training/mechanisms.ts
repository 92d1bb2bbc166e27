import type { RunState } from '@causal-mechanisms/tensor-utils';

/** What predicts each variable from its parents, for a learner of beliefs. */
export interface Mechanisms {
  /**
   * Updates them once, with parents drawn from the beliefs. Undefined where they are learned once and for all.
   *
   * @param probabilities - Of the edges: `[variables, variables]`, a row per cause.
   * @returns Their cost before it, in nats per variable and sample.
   */
  readonly fit: ((probabilities: Float64Array) => Promise<number>) | undefined;
  /** Everything that changes. */
  readonly state: RunState;
  /**
   * @param place - Of an intervention.
   * @param graphs - Drawn graphs.
   * @returns Mean negative log-likelihoods under the intervention `[graphs, variables]`, in nats.
   */
  costs(place: number, graphs: Uint8Array): Promise<ArrayLike<number>>;
  /** Disposes of all tensors. */
  dispose(): void;
}
