import type { SequenceBatch } from '@causal-mechanisms/datasets';
import { scoreSequences } from '../../src/evaluate/scoreSequences.ts';

/** Two steps, two classes; the last step counts. A sequence per class that is due there. */
function batch(...due: number[]): SequenceBatch {
  const size = due.length;
  return {
    steps: 2,
    size,
    inputs: { kind: 'tokens', tokens: new Int32Array(2 * size) },
    targets: { kind: 'classes', classes: Int32Array.of(...due.map(() => 0), ...due) },
    targetAt: 'every',
    scored: 1,
  };
}

/** Undecided at the first step, and sure by 3 to 1 that class 1 is due at the last one. */
const model = {
  predict: ({ steps, size }: { steps: number; size: number }) =>
    Promise.resolve({
      steps,
      batch: size,
      outputs: 2,
      answers: Float32Array.from({ length: steps * size * 2 }, (_, place) =>
        place < size * 2 ? 5 : place % 2 === 1 ? Math.log(3) : 0,
      ),
    }),
};

describe('scoreSequences', () => {
  it('scores the answers that count and all answers, every sequence alike', async () => {
    const { crossEntropy, accuracy, crossEntropyAll } = await scoreSequences(model, [
      batch(1, 1, 0),
      batch(1),
    ]);
    // 3/4 where class 1 is due, 1/4 where it is not: three sequences in four are right.
    const last = (3 * Math.log(4 / 3) + Math.log(4)) / 4;
    expect(crossEntropy).toBeCloseTo(last, 6);
    expect(accuracy).toBe(0.75);
    expect(crossEntropyAll).toBeCloseTo((last + Math.log(2)) / 2, 6);
  });

  it('reads batches as they come', async () => {
    let asked = 0;
    async function* drawn() {
      for (const due of [1, 0]) {
        asked++;
        yield await Promise.resolve(batch(due));
      }
    }
    expect((await scoreSequences(model, drawn())).accuracy).toBe(0.5);
    expect(asked).toBe(2);
  });

  it('refuses a task without classes, and no sequences', async () => {
    const values = { kind: 'values', width: 1, values: new Float32Array(2) } as const;
    await expect(scoreSequences(model, [{ ...batch(1), targets: values }])).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
      message: 'scoreSequences: expected answers that are classes, got values',
    });
    await expect(scoreSequences(model, [])).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  });

  it('stops between two batches when the signal aborts', async () => {
    const controller = new AbortController();
    let asked = 0;
    function* drawn() {
      for (const due of [1, 0, 1]) {
        if (++asked === 2) controller.abort(new Error('enough'));
        yield batch(due);
      }
    }
    const { signal } = controller;
    await expect(scoreSequences(model, drawn(), { signal })).rejects.toThrow('enough');
    expect(asked).toBe(2);
  });

  it('gives timers their turn', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const busy = {
      predict: (given: { steps: number; size: number }) => {
        const end = performance.now() + 30;
        while (performance.now() < end);
        return model.predict(given);
      },
    };
    await scoreSequences(busy, [batch(1), batch(0), batch(1)]);
    clearInterval(timer);
    expect(ticks).toBeGreaterThanOrEqual(2);
  });
});
