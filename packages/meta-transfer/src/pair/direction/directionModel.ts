import type { io } from '@tensorflow/tfjs';
import type { PairDirection } from '@causal-mechanisms/datasets';
import { sigmoid } from '@causal-mechanisms/tensor-utils';
import type { BeliefStart, DirectionConfig } from './directionConfig.ts';
import { readDirectionModel, writeDirectionModel } from './directionFile.ts';
import { DeltaTotals } from './deltaTotals.ts';
import { directionWarnings } from './directionWarnings.ts';
import type { DirectionState } from './directionState.ts';
import type { TabularHypotheses } from '../tabularHypotheses.ts';

/** What a model says about two variables. */
export interface DirectionPrediction {
  /** The direction that is believed in more. */
  readonly direction: PairDirection;
  /** How much it is believed in, in [0.5, 1]. */
  readonly belief: number;
  /** The mean of Delta in favour of it, in nats per episode. */
  readonly meanDelta: number;
  /** The mean of exp(-Delta) in favour of it: below 1 where more episodes of the kind make it certain. */
  readonly expectedRatio: number;
  /** Episodes it rests on. */
  readonly episodes: number;
  /** Sentences on what speaks against relying on it. */
  readonly warnings: readonly string[];
}

/**
 * What was learned about the causal direction of two variables.
 *
 * The objective names the variable whose mechanism was changed in the episodes. That is the cause if, as the paper assumes, the cause was
 * intervened on and the variables depend on each other. An intervention on the effect, or independent variables, make it name the changed variable
 * all the same: `moduleBelief` leaves open which module was changed.
 *
 * @example
 * ```ts
 * import { categoricalPair } from '@causal-mechanisms/datasets';
 * import { trainCausalDirection } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream, sigmoid } from '@causal-mechanisms/tensor-utils';
 *
 * const pair = categoricalPair({ categories: 10, stream: new RandomStream(1) });
 * for await (const event of trainCausalDirection(pair)) {
 *   if (event.kind === 'end') console.log(event.model.predictDirection().direction); // A->B
 * }
 * ```
 */
export class CausalDirectionModel {
  /** How it was learned. */
  readonly config: DirectionConfig;
  /** Both hypotheses, as they were before the transfer. */
  readonly hypotheses: TabularHypotheses;
  /** @internal What changes in training. */
  readonly state: DirectionState;

  /** @internal Made by `trainCausalDirection` and `load`. */
  constructor(config: DirectionConfig, hypotheses: TabularHypotheses, state?: DirectionState) {
    this.config = config;
    this.hypotheses = hypotheses;
    this.state = state ?? {
      gamma: config.start.gamma,
      optimiser: config.start.optimiser ?? { steps: 0, first: 0, second: 0 },
      totals: new DeltaTotals(),
    };
  }

  /**
   * Loads a model that {@link CausalDirectionModel.save} wrote.
   *
   * @param handler - Where it is, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @returns The model.
   * @throws FileFormatError when it holds another kind of model, or a damaged one.
   */
  static async load(handler: io.IOHandler): Promise<CausalDirectionModel> {
    const { config, hypotheses, state } = await readDirectionModel(handler);
    return new CausalDirectionModel(config, hypotheses, state);
  }

  /** The logit of the belief in A->B. */
  get gamma(): number {
    return this.state.gamma;
  }

  /** The belief in A->B, in [0, 1]. */
  get belief(): number {
    return sigmoid(this.state.gamma);
  }

  /** The episodes that were seen. */
  get episodes(): number {
    return this.state.totals.episodes;
  }

  /** The mean of Delta in favour of A->B, in nats per episode; NaN before the first. */
  get meanDelta(): number {
    return this.state.totals.mean;
  }

  /** The mean of `exp(-Delta)` over the episodes: below 1 where the belief goes to 1; NaN before the first. */
  get expectedRatio(): number {
    return this.state.totals.expectedRatio;
  }

  /**
   * Which direction is believed in, and what it rests on.
   *
   * @returns The direction with its belief, mean Delta, expected ratio, and warnings.
   */
  predictDirection(): DirectionPrediction {
    const { gamma, totals } = this.state;
    const isForward = gamma >= 0;
    const found = {
      direction: isForward ? ('A->B' as const) : ('B->A' as const),
      belief: sigmoid(Math.abs(gamma)),
      meanDelta: isForward ? totals.mean : -totals.mean,
      expectedRatio: isForward ? totals.expectedRatio : totals.inverseRatio,
      episodes: totals.episodes,
    };
    return { ...found, warnings: directionWarnings(found, totals, this.hypotheses) };
  }

  /**
   * The belief to start with on the next pair.
   *
   * @returns What `start` of a configuration takes.
   */
  carry(): BeliefStart {
    return { gamma: this.state.gamma, optimiser: this.state.optimiser };
  }

  /**
   * Writes the model: belief, what is known of the Deltas, and the joint distribution that both hypotheses start from.
   *
   * @param handler - Where to, such as `modelFolder(path)` of `@causal-mechanisms/tensor-utils/node`.
   * @throws FileFormatError when the handler cannot write.
   */
  async save(handler: io.IOHandler): Promise<void> {
    await writeDirectionModel(this, handler);
  }

  /** Does nothing: a model holds no tensors. Here so that all models can be treated alike. */
  dispose(): void {
    return;
  }
}
