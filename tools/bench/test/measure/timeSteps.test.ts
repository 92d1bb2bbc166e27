import { setTimeout as sleep } from 'node:timers/promises';
import type { TrainingEvent } from '@causal-mechanisms/tensor-utils';
import { constantOf, timeSteps } from '../../src/measure/timeSteps.ts';

const disposed: string[] = [];
const model = { dispose: () => void disposed.push('model') };

/** A run whose steps take as long as they are told. */
async function* pretendRun(
  milliseconds: readonly number[],
): AsyncGenerator<TrainingEvent<typeof model>> {
  const steps = milliseconds.length;
  yield { kind: 'start', config: {}, step: 0, steps, model };
  for (const [i, time] of milliseconds.entries()) {
    await sleep(time);
    yield { kind: 'step', phase: 'training', step: i + 1, steps, scalars: { loss: i } };
  }
  yield { kind: 'end', reason: 'completed', step: steps, model };
}

describe('timeSteps', () => {
  it('times the steps after the warm-up and disposes of the model', async () => {
    const losses: (number | undefined)[] = [];
    const models: unknown[] = [];
    const { seconds, cpuSeconds } = await timeSteps(
      pretendRun([120, 1, 50, 1]),
      { warmup: 2, iterations: 2 },
      {
        onStart: (event) => models.push(event.model),
        onStep: ({ scalars }) => losses.push(scalars['loss']),
      },
    );
    expect(models).toEqual([model]);
    expect(losses).toEqual([2, 3]);
    expect(seconds).toHaveLength(2);
    expect(seconds[0]).toBeGreaterThan(0.045);
    expect(seconds[1]).toBeLessThan(0.045);
    expect(cpuSeconds).toBeGreaterThanOrEqual(0);
    expect(disposed).toEqual(['model']);
  });

  it('leaves out what happens between an event and the next request', async () => {
    const { seconds } = await timeSteps(
      pretendRun([1, 1]),
      { warmup: 1, iterations: 1 },
      {
        onStep: () => {
          const until = performance.now() + 60;
          while (performance.now() < until);
        },
      },
    );
    expect(seconds[0]).toBeLessThan(0.05);
  });
});

describe('constantOf', () => {
  it('gives the value that is the same everywhere', () => {
    expect(constantOf('tensors', [40, 40, 40])).toBe(40);
    expect(constantOf('tensors', [0])).toBe(0);
  });

  it.each([
    [[40, 40, 42, 43], 'tensors: 40 after the first timed iteration, 42 after number 3'],
    [[], 'tensors: there was no iteration'],
  ])('refuses %j', (values, message) => {
    expect(() => constantOf('tensors', values)).toThrow(
      expect.objectContaining({ code: 'ERR_BENCH', message }) as Error,
    );
  });
});
