import * as tf from '@tensorflow/tfjs';
import {
  comparable,
  keepingStore,
  outline,
  runThrough,
  startRun,
  STEPS,
} from '../src/contractRuns.ts';
import type { ContractState } from '../src/contractTypes.ts';
import { drawingLearner } from './drawingLearner.ts';

beforeAll(() => tf.setBackend('cpu'));

it('keeps copies of all checkpoints, and gives the last one back', async () => {
  const saved: ContractState[] = [];
  const store = keepingStore(saved);
  expect(await store.latest()).toBeUndefined();
  const values = Float32Array.of(1);
  await store.save({ step: 1, config: {}, arrays: { a: { shape: [1], values } }, json: {} });
  values[0] = 2;
  await store.save({ step: 2, config: {}, arrays: {}, json: {} });
  expect(saved.map(({ step }) => step)).toEqual([1, 2]);
  expect(saved[0]?.arrays['a']?.values[0]).toBe(1);
  expect((await store.latest())?.state.step).toBe(2);
});

it('runs to the end with every event seen, and disposes of the model', async () => {
  const before = tf.memory().numTensors;
  const seen: number[] = [];
  const { events, saved, model } = await runThrough(drawingLearner(), {
    onEvent: (_, index) => seen.push(index),
  });
  expect(seen).toEqual(events.map((_, i) => i));
  expect(saved).toHaveLength(STEPS);
  expect(model).toHaveLength(1);
  expect(outline(events).slice(0, 3)).toEqual(['start 0', 'evaluation 0', 'drawing 1']);
  expect(tf.memory().numTensors).toBe(before);
});

it('stops where it is told to', async () => {
  const { events } = await runThrough(drawingLearner(), {
    onEvent: ({ kind, step }, _, stop) => {
      if (kind === 'step' && step === 2) stop();
    },
  });
  expect(events.at(-1)).toMatchObject({ kind: 'end', reason: 'aborted', step: 2 });
});

it('compares what an interruption must not change', () => {
  const events = [
    { kind: 'start', step: 0, steps: 1, model: undefined },
    { kind: 'checkpoint', step: 1, location: 'kept:1' },
  ] as const;
  expect(comparable(events)).toEqual([{ kind: 'checkpoint', step: 1 }]);
});

it('changes the usual problem as it is asked', async () => {
  const run = startRun(drawingLearner(), {}, { steps: 2 });
  const { value } = await run.next();
  expect(value).toMatchObject({ kind: 'start', steps: 2 });
  await run.return(undefined as never);
});
