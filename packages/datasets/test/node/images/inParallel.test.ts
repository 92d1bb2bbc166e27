import { inParallel } from '../../../src/node/images/inParallel.ts';

describe('inParallel', () => {
  it('keeps the order, with eight at a time', async () => {
    let under = 0;
    let most = 0;
    const items = Array.from({ length: 30 }, (_, i) => i);
    const results = await inParallel(items, async (item) => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setTimeout(resolve, (item * 7) % 5));
      under--;
      return 2 * item;
    });
    expect(results).toEqual(items.map((item) => 2 * item));
    expect(most).toBe(8);
  });

  it('fails as the work does', async () => {
    await expect(inParallel([1], () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
    expect(await inParallel([], () => Promise.resolve(1))).toEqual([]);
  });
});
