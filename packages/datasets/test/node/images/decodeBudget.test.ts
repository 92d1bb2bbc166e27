import { createBudget } from '../../../src/node/images/decodeBudget.ts';

describe('createBudget', () => {
  it('bounds what is under way, and lets what costs more than all run alone', async () => {
    const budget = createBudget(10);
    let under = 0;
    let most = 0;
    const alone: number[] = [];
    const costs = [3, 3, 3, 3, 25, 1, 9, 1, 10, 4];
    const results = await Promise.all(
      costs.map((cost, i) =>
        budget(cost, async () => {
          under += cost;
          if (cost > 10) alone.push(under);
          else most = Math.max(most, under);
          await new Promise((resolve) => setTimeout(resolve, (i * 7) % 5));
          under -= cost;
          return i;
        }),
      ),
    );
    expect(results).toEqual(costs.map((_, i) => i));
    expect(most).toBe(10);
    expect(alone).toEqual([25]);
  });

  it('gives room back when work fails', async () => {
    const budget = createBudget(1);
    const failing = budget(1, () => Promise.reject(new Error('broken')));
    const next = budget(1, () => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});
