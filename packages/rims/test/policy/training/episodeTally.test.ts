import { EpisodeTally } from '../../../src/policy/training/episodeTally.ts';

const none = new Float32Array(0);

describe('EpisodeTally', () => {
  it('adds up rewards and steps until an end', () => {
    const tally = new EpisodeTally(2);
    const add = (rewards: number[], ended: number[], succeeded?: number[]) =>
      tally.add({
        observations: none,
        rewards: Float32Array.from(rewards),
        ended: Uint8Array.from(ended),
        ...(succeeded === undefined ? {} : { succeeded: Uint8Array.from(succeeded) }),
      });
    expect(add([1, 0.5], [0, 0])).toEqual([]);
    expect(add([2, -1], [0, 1])).toEqual([
      { environment: 1, total: -0.5, steps: 2, succeeded: false },
    ]);
    expect([[...tally.totals], [...tally.steps]]).toEqual([
      [3, 0],
      [2, 0],
    ]);
    expect(add([0, 1], [1, 1])).toEqual([
      { environment: 0, total: 3, steps: 3, succeeded: true },
      { environment: 1, total: 1, steps: 1, succeeded: true },
    ]);
    // What the environment says goes before the sum.
    expect(add([1, 0], [1, 1], [0, 1]).map(({ succeeded }) => succeeded)).toEqual([false, true]);
  });
});
