import { sequenceCoding, sequenceTable, sequenceTableTask } from '@causal-mechanisms/datasets';
import { heldOutBatches, scoreOwn } from '../../../../src/recipes/rims/own-sequences/scoring.ts';

it('answers all held-out sequences, some at a time', () => {
  const table = sequenceTable(Array.from({ length: 70 }, () => 'ab'));
  const task = sequenceTableTask(table, sequenceCoding(table, { ask: 'next' }));
  expect(heldOutBatches(task).map(({ size }) => size)).toEqual([64, 6]);
});

it('measures errors of numbers in their own units, without padding', async () => {
  // Mean 2, deviation 1: scaled -1 1 1 -1 and -1 1.
  const table = sequenceTable([
    [1, 3, 3, 1],
    [1, 3],
  ]);
  const coding = { ...sequenceCoding(table, { ask: 'next' }) };
  const scaled = {
    ...coding,
    inputs: { kind: 'numbers', columns: ['a'], means: [2], deviations: [1] },
  } as const;
  const doubled = { ...scaled, inputs: { ...scaled.inputs, deviations: [2] } };
  const task = sequenceTableTask(table, scaled);
  const model = {
    // 5 where only padding is: it must not count.
    predict: () =>
      Promise.resolve({
        steps: 3,
        batch: 2,
        outputs: 1,
        answers: Float32Array.of(1, 1, 1, 5, 1, 5),
      }),
  };
  // Right, right, off by 2, right: the mean square is 1.
  expect(await scoreOwn(model, heldOutBatches(task), scaled)).toEqual({ loss: 1, errors: [1] });
  expect(await scoreOwn(model, heldOutBatches(task), doubled)).toEqual({ loss: 1, errors: [2] });
});

it('measures cross entropy and right answers of tokens', async () => {
  const table = sequenceTable(['aba']);
  const coding = sequenceCoding(table, { ask: 'next' });
  const model = {
    predict: () =>
      Promise.resolve({
        steps: 2,
        batch: 1,
        outputs: 2,
        answers: Float32Array.of(0, Math.log(3), 0, 0),
      }),
  };
  const { loss, accuracy } = await scoreOwn(
    model,
    heldOutBatches(sequenceTableTask(table, coding)),
    coding,
  );
  expect(loss).toBeCloseTo((Math.log(4 / 3) + Math.log(2)) / 2, 6);
  expect(accuracy).toBe(1);
});
