import * as tf from '@tensorflow/tfjs';
import { startRun } from './contractRuns.ts';
import type { ContractOptions, ContractStore, LearnerFixture } from './contractTypes.ts';

/** Options that no learner may take. */
export const WRONG_OPTIONS: Readonly<Record<string, object>> = {
  'a controller in place of its signal': { signal: new AbortController() },
  'null for a signal': { signal: null },
  'null for checkpoints': { checkpoints: null },
  'checkpoints without a store': { checkpoints: { every: 2 } },
  'a store that saves nothing': { checkpoints: { every: 2, store: {} } },
  'a function for an evaluation': { evaluate: () => ({ scalars: {} }) },
  'an evaluation that runs nothing': { evaluate: { every: 1 } },
  'an evaluation without figures': { evaluate: { every: 1, run: () => Promise.resolve({}) } },
  'a rule that is none': { stopWhen: true },
  'nothing to go on from': { resume: {} },
  'null to go on from': { resume: null },
};

/** A run that ought to be over is ended after so many steps. */
const ENOUGH = 20;

/**
 * Aborts a run by a timer, while every evaluation and every save takes a while.
 *
 * @param fixture - The learner.
 * @returns Steps that ended more than 100 ms after the abort was due: one is the step at hand.
 */
export async function lateSteps<Model extends { dispose(): void }>(
  fixture: LearnerFixture<Model>,
): Promise<number> {
  const stopping = new AbortController();
  const abort = () => {
    stopping.abort();
  };
  const options: ContractOptions<Model> = {
    signal: stopping.signal,
    evaluate: { every: 1, run: () => Promise.resolve({ scalars: { busy: busyFor(5) } }) },
    checkpoints: {
      every: 1,
      store: {
        ...noStore,
        save: () => {
          busyFor(5);
          return Promise.resolve('nowhere');
        },
      },
    },
  };
  let due = Infinity;
  let late = 0;
  for await (const event of startRun(fixture, options, { steps: 100_000 })) {
    if (event.kind === 'end') event.model.dispose();
    if (event.kind !== 'step') continue;
    if (due === Infinity && event.phase === fixture.main) {
      due = performance.now() + 100;
      setTimeout(abort, 100);
    }
    if (performance.now() > due + 100) late++;
    if (late > ENOUGH) break;
  }
  return late;
}

/**
 * Starts a run in which a tensor cannot be made, as where memory is at its end.
 *
 * @param nth - Which one, from 0.
 * @param run - Not started yet; ended here.
 * @returns Whether so many tensors were made before the start: the run has failed then.
 */
export async function failsAt(nth: number, run: AsyncGenerator): Promise<boolean> {
  const engine = tf.engine();
  const makeTensor = engine.makeTensor.bind(engine);
  let made = 0;
  engine.makeTensor = (...given) => {
    if (made++ === nth) throw new RangeError('no memory for a tensor');
    return makeTensor(...given);
  };
  try {
    await run.next();
    await run.return(undefined);
    return false;
  } catch {
    return true;
  } finally {
    engine.makeTensor = makeTensor;
  }
}

/** @returns Options with which a run fails in its midst. */
export function failingOptions<Model>(): ContractOptions<Model>[] {
  const fail = () => {
    throw new Error('half way');
  };
  const evaluate = (run: () => Promise<{ scalars: Readonly<Record<string, number>> }>) => ({
    evaluate: { every: 2, run },
  });
  let calls = 0;
  return [
    evaluate(fail),
    evaluate(() => (calls++ === 0 ? Promise.resolve({ scalars: {} }) : fail())),
    { checkpoints: { every: 1, store: { ...noStore, save: fail } } },
    { stopWhen: fail },
  ];
}

const noStore: ContractStore = {
  save: () => Promise.resolve('nowhere'),
  latest: () => Promise.resolve(undefined),
};

function busyFor(milliseconds: number): number {
  const end = performance.now() + milliseconds;
  let turns = 0;
  while (performance.now() < end) turns++;
  return turns;
}
