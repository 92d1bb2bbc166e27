import { movingAverage } from '@causal-mechanisms/tensor-utils';
import type { RunState } from '@causal-mechanisms/tensor-utils';
import type { ExpertsModel } from '../model/expertsModel.ts';
import { stateOfNetworks } from './competitors.ts';

/** A model that follows the networks that compete. */
export interface AveragedModel {
  /** The average; disposed of by whoever gets it at the end of the run. */
  readonly model: ExpertsModel;
  /** All that changes. */
  readonly state: RunState;
  /** Makes it equal to the competing networks. */
  copy(): void;
  /**
   * Takes one more state of the competing networks into the average. Early on the average is short, as there is little to average.
   *
   * @param done - How many states it holds.
   */
  update(done: number): void;
}

/**
 * An exponential moving average of experts, their statistics and what scores outputs: the winners and outputs of single iterations
 * swing, those of the average less.
 *
 * @param competing - The networks that compete; not changed, not disposed.
 * @param model - Where the average is kept: of the same shape and configuration.
 * @param decay - The weight of the average so far, in [0, 1).
 * @returns The average.
 */
export function averagedModel(
  competing: ExpertsModel,
  model: ExpertsModel,
  decay: number,
): AveragedModel {
  const move = (kept: number): void => {
    for (const [j, expert] of competing.networks.entries())
      model.networks[j]?.approach(expert, kept);
    const [own, other] = [model.scorer.parameters, competing.scorer.parameters];
    // The mean of equal numbers need not be the same number.
    if (kept === 0) own.replace(other.values.clone());
    else if (model.scorer.learnsAlong) own.replace(movingAverage(own.values, other.values, kept));
  };
  return {
    model,
    state: stateOfNetworks(model, 'average.'),
    copy: () => {
      move(0);
    },
    update: (done) => {
      move(Math.min(decay, (1 + done) / (10 + done)));
    },
  };
}
