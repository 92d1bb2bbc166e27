import type { EnvironmentStep } from '@causal-mechanisms/datasets';

/** An episode that is over. */
export interface FinishedEpisode {
  /** Which of the environments it was in. */
  readonly environment: number;
  /** The sum of its rewards. */
  readonly total: number;
  /** Its actions. */
  readonly steps: number;
  /** Whether it went well: as the environment says, or else when its rewards have a positive sum. */
  readonly succeeded: boolean;
}

/** Adds up the episodes of environments side by side. */
export class EpisodeTally {
  /** The rewards so far of the episode that each environment is in. */
  readonly totals: Float64Array;
  /** Its actions so far. */
  readonly steps: Int32Array;

  /** @param count - How many environments there are. */
  constructor(count: number) {
    this.totals = new Float64Array(count);
    this.steps = new Int32Array(count);
  }

  /**
   * @param step - What came of an action in each.
   * @returns The episodes that it ended.
   */
  add({ rewards, ended, succeeded }: EnvironmentStep): FinishedEpisode[] {
    const finished: FinishedEpisode[] = [];
    for (let i = 0; i < this.totals.length; i++) {
      const total = (this.totals[i] as number) + (rewards[i] as number);
      const steps = (this.steps[i] as number) + 1;
      const isOver = ended[i] === 1;
      this.totals[i] = isOver ? 0 : total;
      this.steps[i] = isOver ? 0 : steps;
      if (!isOver) continue;
      const wentWell = succeeded === undefined ? total > 0 : succeeded[i] === 1;
      finished.push({ environment: i, total, steps, succeeded: wentWell });
    }
    return finished;
  }
}
