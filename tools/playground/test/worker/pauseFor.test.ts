import { pauseFor } from '../../src/worker/pauseFor.ts';

describe('pauseFor', () => {
  test('lets other work have its turn', async () => {
    const seen: string[] = [];
    setTimeout(() => seen.push('timer'), 0);
    await pauseFor(5, new AbortController().signal);
    expect(seen).toEqual(['timer']);
  });

  test('ends with the reason of the signal, at once', async () => {
    const control = new AbortController();
    const pause = pauseFor(60_000, control.signal);
    control.abort(new Error('enough'));
    await expect(pause).rejects.toThrow('enough');
    await expect(pauseFor(0, control.signal)).rejects.toThrow('enough');
  });
});
