import { ArgumentError, BackendError } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { climb, firstLine, forcedRung } from '../../src/backend/backendLadder.ts';

type Rung = 'high' | 'low';
const rungs: readonly Rung[] = ['high', 'low'];
const caller = 'useLadder';

describe('climb', () => {
  it('takes the first rung that loads, and says why not a better one', async () => {
    await tf.ready();
    const lines: string[] = [];
    const load = (rung: Rung) =>
      rung === 'high' ? Promise.reject(new Error('too high\nmore')) : Promise.resolve(true);
    const log = (line: string) => lines.push(line);
    const report = await climb({ caller, rungs, forced: undefined, load, log });
    expect(report).toMatchObject({
      rung: 'low',
      kernels: 'own',
      backend: tf.getBackend(),
      reason: 'the first that loads (high: too high)',
    });
    expect(lines).toEqual(['backend low: the first that loads (high: too high)']);
  });

  it('tries the forced rung alone', async () => {
    const asked: Rung[] = [];
    const load = (rung: Rung) => {
      asked.push(rung);
      return Promise.reject(new Error('broken'));
    };
    const forced = { rung: 'low' as const, source: 'a test' };
    const failure = climb({ caller, rungs, forced, load, log: undefined });
    await expect(failure).rejects.toBeInstanceOf(BackendError);
    await expect(failure).rejects.toThrow('useLadder: "low", asked for by a test, failed: broken');
    expect(asked).toEqual(['low']);
  });
});

describe('forcedRung', () => {
  it('finds a rung by its name, and suggests the nearest', () => {
    expect(forcedRung(caller, rungs, 'low', 'x')).toEqual({ rung: 'low', source: 'x' });
    expect(() => forcedRung(caller, rungs, 'hgih', 'x')).toThrow(ArgumentError);
    expect(() => forcedRung(caller, rungs, 'hgih', 'x')).toThrow(
      'useLadder: x is "hgih", expected one of high, low; did you mean "high"?',
    );
  });
});

describe('firstLine', () => {
  it('reads errors, objects with a message and anything else', () => {
    expect(firstLine(new Error(' one \ntwo'))).toBe('one');
    expect(firstLine({ message: 'plain' })).toBe('plain');
    expect(firstLine(7)).toBe('7');
  });
});
