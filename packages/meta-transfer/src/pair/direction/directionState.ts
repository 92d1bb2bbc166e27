import type { ScalarOptimiserState } from '../../belief/scalarOptimiser.ts';
import type { TabularHypotheses } from '../tabularHypotheses.ts';
import type { DeltaTotals } from './deltaTotals.ts';
import type { DirectionConfig } from './directionConfig.ts';

/** What changes while a model learns. */
export interface DirectionState {
  /** The belief's logit. */
  gamma: number;
  /** What its optimiser remembers. */
  optimiser: ScalarOptimiserState;
  /** What is known of the Deltas so far. */
  readonly totals: DeltaTotals;
}

/** All that a model is made of. */
export interface DirectionParts {
  /** How it was learned. */
  readonly config: DirectionConfig;
  /** Both hypotheses, as they were before the transfer. */
  readonly hypotheses: TabularHypotheses;
  /** What changes. */
  readonly state: DirectionState;
}
