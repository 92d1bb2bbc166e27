import { useBackend } from '@causal-mechanisms/tensor-utils';
import { copyingTokens } from '../../../src/panels/modules/copying.ts';
import { readTokens } from '../../../src/panels/modules/reading.ts';
import type { ReadingPart } from '../../../src/panels/modules/reading.ts';
import { openFiles } from '../../../src/panels/modules/stepModels.ts';
import type { StepModel } from '../../../src/panels/modules/stepModels.ts';
import { shippedFiles } from '../../support/shipped.ts';

let rims: StepModel;

beforeAll(async () => {
  await useBackend();
  rims = await openFiles(await shippedFiles('copying/rims'));
});
afterAll(() => rims.dispose());

const call = { signal: new AbortController().signal, report: () => undefined };

describe('readTokens', () => {
  it('hears the shipped RIMs give symbols back over four times the gap of training', async () => {
    for (const symbols of [
      [3, 7],
      [8, 1],
    ]) {
      const tokens = copyingTokens(symbols, 20);
      const { said, sure, active, steps } = await readTokens(rims, tokens, call);
      expect(steps).toBe(24);
      expect([...said.slice(-2)]).toEqual(symbols);
      expect([...said.slice(0, -2)].every((token) => token === 0)).toBe(true);
      expect(Math.min(...sure)).toBeGreaterThan(0.3);
      // Two of six modules at every step.
      expect(active.reduce((sum, on) => sum + on, 0)).toBe(2 * 24);
    }
  });

  it('reports what was read so far', async () => {
    const parts: ReadingPart[] = [];
    const tokens = copyingTokens([3, 7], 20);
    const whole = await readTokens(rims, tokens, { ...call, report: (part) => parts.push(part) });
    expect(parts.map(({ steps }) => steps)).toEqual([8, 16, 24]);
    expect(parts[0]?.active).toEqual(whole.active.slice(0, 8 * 6));
    expect(parts[1]?.said).toEqual(whole.said.slice(0, 16));
  });

  it('is given up through its signal, and disposes of its way', async () => {
    let isDisposed = false;
    const slow: StepModel = {
      ...rims,
      start: () => ({
        step: () => Promise.resolve({ active: [1, 1, 0, 0, 0, 0], probabilities: [1] }),
        dispose: () => (isDisposed = true),
      }),
    };
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(readTokens(slow, [1, 2], { ...call, signal })).rejects.toThrow('enough');
    expect(isDisposed).toBe(true);
  });
});
