import type { JsonObject } from '../config.ts';
import { checkOptions } from '../argumentChecks.ts';
import { CheckpointError } from '../errors.ts';
import { checkLearner } from './checkLearner.ts';
import type { TrainingState } from './checkpointStore.ts';
import type { Learner, TrainedModel } from './learner.ts';
import { pacer } from './pacer.ts';
import { asJson, restoreParts, saveParts } from './runState.ts';
import type { TrainingEvent } from './trainingEvents.ts';
import { checkTrainingOptions } from './trainingOptions.ts';
import type { TrainingOptions } from './trainingOptions.ts';
import { TrainingProgress } from './trainingProgress.ts';

/**
 * The training loop of every learner: phases, steps, evaluations, checkpoints, abort and end; and disposal, whatever happens.
 *
 * Events come in the order start, step ..., end. Evaluations are due before the first step of the main phase, after every
 * `evaluate.every` of its steps, and when all phases are over; checkpoints after every `checkpoints.every` steps of a phase, after
 * each phase, and at the end or on abort, always after an evaluation of the same step. A run that goes on from any checkpoint
 * ends as if it had never stopped. Timers and other work get a turn at least every 50 ms where no single step, evaluation or
 * checkpoint takes longer.
 *
 * @param learner - What is trained; disposed of in the end.
 * @param options - What the caller of the learner gave.
 * @returns The events; the return value, and the `end` event, hold the model, which the caller disposes of. A caller that stops
 * listening early gets nothing: all is disposed, the model included.
 * @throws ArgumentError when an option is impossible, such as an interval that is no positive integer; CheckpointError when `resume` belongs to another run or is damaged;
 * and whatever a step throws.
 *
 * @example
 * ```ts
 * import { jsonPart, runTraining } from '@causal-mechanisms/tensor-utils';
 * import type { Learner } from '@causal-mechanisms/tensor-utils';
 * import * as z from 'zod';
 *
 * let sum = 0;
 * const learner: Learner<{ sum(): number; dispose(): void }> = {
 *   owner: 'addUp',
 *   config: { terms: 4 },
 *   stepsKey: 'terms',
 *   model: { sum: () => sum, dispose: () => undefined },
 *   state: { sum: jsonPart(z.number(), { get: () => sum, set: (saved) => (sum = saved) }) },
 *   main: {
 *     name: 'training',
 *     steps: 4,
 *     step: async (done) => {
 *       sum += done;
 *       return { scalars: { sum } };
 *     },
 *   },
 *   dispose: () => undefined,
 * };
 * for await (const event of runTraining(learner)) {
 *   if (event.kind === 'end') console.log(event.reason, event.model.sum()); // completed 6
 * }
 * ```
 */
export async function* runTraining<Model extends TrainedModel>(
  learner: Learner<Model>,
  options: TrainingOptions<Model, unknown> = {},
): AsyncGenerator<TrainingEvent<Model>, Model> {
  checkLearner(learner);
  const { owner, model, main, before = [], after = [] } = learner;
  let given = false;
  const end = () => {
    learner.dispose();
    if (!given) model.dispose();
  };
  try {
    checkTrainingOptions(owner, options);
  } catch (error) {
    end();
    throw error;
  }
  const { signal, checkpoints, evaluate, resume, stopWhen = () => false } = options;
  const config = asJson({ ...learner.config, ...learner.facts });
  const progress = new TrainingProgress([...before, main, ...after], main);
  const pause = pacer();
  const isAborted = () => signal?.aborted === true;
  const isDue = (every: number | undefined) => every !== undefined && progress.done % every === 0;

  const look = async function* () {
    if (evaluate === undefined || progress.isEvaluated) return;
    const found = await evaluate.run(model, progress.step);
    checkOptions(owner, checkOptions(owner, found, 'evaluate.run').scalars, 'evaluate.run scalars');
    progress.evaluated(found.scalars);
    yield { kind: 'evaluation', step: progress.step, ...found } as const;
    await pause();
  };
  const save = async function* () {
    if (checkpoints === undefined || progress.isSaved) return;
    const { arrays, json } = await saveParts(learner.state);
    const state = { step: progress.step, config, arrays, json: { ...json, ...progress.save() } };
    const location = await checkpoints.store.save(state);
    progress.written();
    yield { kind: 'checkpoint', step: progress.step, location } as const;
    await pause();
  };

  try {
    if (resume !== undefined) {
      checkSameRun(learner, config, resume);
      progress.restore(owner, resume, stopWhen);
      restoreParts(owner, learner.state, resume);
    }
    const { step, phase: first } = progress;
    yield { kind: 'start', config: asJson(learner.config), step, steps: main.steps, model };
    for (let phase = first; phase !== undefined && !isAborted(); phase = progress.phase) {
      const isMain = phase === main;
      const isOver = () => progress.isPhaseOver || (isMain && stopWhen(progress.evaluations));
      await phase.begin?.(progress.done);
      if (isMain && progress.step === 0) yield* look();
      while (!isOver() && !isAborted()) {
        const { scalars, finished = false } = await phase.step(progress.done);
        progress.stepped(finished);
        const { name, steps } = phase;
        yield { kind: 'step', phase: name, step: progress.done, steps, scalars };
        await pause();
        if (progress.isPhaseOver) break;
        if (isMain && isDue(evaluate?.every)) yield* look();
        if (isDue(checkpoints?.every)) yield* save();
      }
      if (!isOver()) break;
      await phase.end?.();
      progress.nextPhase();
      if (progress.phase !== undefined) yield* save();
    }
    const isOver = progress.phase === undefined;
    if (isOver) yield* look();
    yield* save();
    const reason = !isOver ? 'aborted' : progress.step < main.steps ? 'stopped' : 'completed';
    given = true;
    yield { kind: 'end', reason, step: progress.step, model };
    return model;
  } finally {
    end();
  }
}

/** All settings must agree, but for the number of steps where a run may be prolonged. */
function checkSameRun(
  { owner, stepsKey, prolongable = true, after = [] }: Learner<unknown>,
  mine: JsonObject,
  { config }: TrainingState,
): void {
  const mayDiffer = prolongable && after.length === 0;
  const differing = Object.keys({ ...mine, ...config }).filter(
    (key) =>
      !(key === stepsKey && mayDiffer) && JSON.stringify(mine[key]) !== JSON.stringify(config[key]),
  );
  if (differing.length === 0) return;
  throw new CheckpointError(
    `${owner}: the checkpoint was made with other settings: ${differing.join(', ')}`,
    { data: { differing, expected: mine, actual: config } },
  );
}
