import type { RandomStream } from '@causal-mechanisms/tensor-utils';

/**
 * Goes through all interventions in every round, in an order that depends on the round alone: nothing is to be kept between steps.
 *
 * @param stream - Rounds are split from it.
 * @param count - How many interventions there are.
 * @returns A function from the number of steps done to the place of the next intervention.
 */
export function interventionSchedule(
  stream: RandomStream,
  count: number,
): (done: number) => number {
  return (done) => {
    const order = stream.split(`round ${Math.floor(done / count)}`).sampleIndices(count, count);
    return order[done % count] as number;
  };
}
