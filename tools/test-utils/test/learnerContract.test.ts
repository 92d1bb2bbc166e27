import * as tf from '@tensorflow/tfjs';
import { learnerContract } from '../src/index.ts';
import { drawingLearner } from './drawingLearner.ts';
import type { Defect } from './drawingLearner.ts';

beforeAll(() => tf.setBackend('cpu'));

learnerContract('a learner in one piece', drawingLearner());

/** Collects the tests of the contract instead of declaring them, and runs them one by one. */
async function failures(defect: Defect | undefined): Promise<string[]> {
  const tests: [string, () => unknown][] = [];
  const prepare: (() => unknown)[] = [];
  const collect = (name: string, run: () => unknown) => tests.push([name, run]);
  const each = (cases: readonly unknown[]) => (name: string, run: (value: unknown) => unknown) => {
    for (const value of cases) collect(name.replace('%d', String(value)), () => run(value));
  };
  const own = { describe, it, beforeAll };
  const ours = {
    describe: (_: string, body: () => void) => {
      body();
    },
    it: Object.assign(collect, { each }),
    beforeAll: (run: () => unknown) => prepare.push(run),
  };
  Object.assign(globalThis, ours);
  try {
    learnerContract('a broken learner', drawingLearner(defect));
  } finally {
    Object.assign(globalThis, own);
  }
  for (const run of prepare) await run();
  const failed: string[] = [];
  for (const [name, run] of tests) {
    try {
      await run();
    } catch {
      failed.push(name);
    }
  }
  return failed;
}

it('passes nothing over when it is run by hand', async () => {
  expect(await failures(undefined)).toEqual([]);
});

it.each<[Defect, RegExp]>([
  ['forgets its stream', /goes on from every checkpoint/],
  ['evaluates again on resume', /goes on from every checkpoint/],
  ['saves twice on abort', /saves on abort .* nothing twice/],
  ['does not save on abort', /saves on abort what is not saved yet/],
  ['leaks when it is left', /no tensor behind when the caller breaks off/],
  ['leaks at every step', /as many tensors after every step/],
  ['goes on after an abort', /stops at an abort/],
  ['takes any checkpoint', /checkpoint of another run/],
  ['takes any checkpoint', /past its end/],
  ['takes damaged arrays', /lacks any of its arrays/],
  ['takes damaged JSON', /JSON is damaged/],
  ['takes any interval', /refuses 0 as an interval/],
  ['takes any options', /refuses checkpoints without a store/],
  ['leaks when it fails', /an evaluation, a save or the rule of stopping fails/],
  ['shares its state between runs', /beside another run/],
  ['announces too few steps', /no step beyond those that were announced/],
])('notices a learner that %s', async (defect, test) => {
  const failed = await failures(defect);
  expect(failed).toContainEqual(expect.stringMatching(test));
});

it('notices a learner that never pauses', async () => {
  expect(await failures('never pauses')).toContainEqual(expect.stringMatching(/within 100 ms/));
});
