import { sideBySide } from '../../src/store/sideBySide.ts';

const turn = (): Promise<void> => new Promise((done) => setTimeout(done, 1));

describe('sideBySide', () => {
  it('does everything once, eight at a time', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    const things = Array.from({ length: 30 }, (_, thing) => thing);
    await sideBySide(things, async (thing) => {
      running += 1;
      most = Math.max(most, running);
      await turn();
      running -= 1;
      done.push(thing);
    });
    expect(done.sort((one, other) => one - other)).toEqual(things);
    expect(most).toBe(8);
    await sideBySide([], () => Promise.reject(new Error('never')));
  });

  it('begins nothing after a failure, and waits for what is at work', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const things = Array.from({ length: 20 }, (_, thing) => thing);
    const work = sideBySide(things, async (thing) => {
      begun.push(thing);
      if (thing === 2) throw new Error('third');
      await turn();
      ended.push(thing);
    });
    await expect(work).rejects.toThrow('third');
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(ended).toHaveLength(7);
  });
});
