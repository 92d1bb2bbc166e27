import { overfittingWatch } from '../../../src/graphs/training/overfittingWatch.ts';

describe('overfittingWatch', () => {
  const after = (costs: readonly number[], patience: number) => {
    const watch = overfittingWatch({ patience, round: 2 });
    for (const cost of costs) watch.add(cost);
    return watch;
  };

  it('is over when the mean of a round has not been lower for so many rounds', () => {
    // Means 2, 1.5, 1.6, 1.55
    const costs = [1, 3, 2, 1, 1.6, 1.6, 1.5, 1.6];
    expect(after(costs.slice(0, 5), 1).isOver).toBe(false);
    expect(after(costs.slice(0, 6), 1).isOver).toBe(true);
    expect(after(costs.slice(0, 7), 2).isOver).toBe(false);
    expect(after(costs, 2).isOver).toBe(true);
    expect(after([...costs, 0, 0], 2).isOver).toBe(true);
    expect(after([...costs.slice(0, 6), 0, 0, 1, 1], 2).isOver).toBe(false);
  });

  it('is never over without patience', () => {
    expect(after([1, 1, 2, 2, 3, 3, 4, 4], 0).isOver).toBe(false);
  });

  it('goes on from what it saved', async () => {
    const first = after([1, 3, 2, 1, 1.6], 1);
    const second = overfittingWatch({ patience: 1, round: 2 });
    second.part.restore(await first.part.save());
    second.add(1.6);
    expect(second.isOver).toBe(true);
  });
});
