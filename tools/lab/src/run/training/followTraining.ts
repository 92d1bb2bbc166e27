import type {
  EvaluationEvent,
  JsonObject,
  StepEvent,
  TrainingEvent,
  TrainingHooks,
} from '@causal-mechanisms/tensor-utils';
import { folderCheckpoints } from '@causal-mechanisms/tensor-utils/node';
import { InterruptedError } from '../interrupted.ts';
import type { Progress } from '../progress.ts';
import { countingStore, openCountedLog, withoutCount } from './countedLog.ts';
import { evaluationToBoard, stepToBoard } from './tensorBoard.ts';
import type { ScalarWriter } from './tensorBoard.ts';
import type { TrainingFolder } from './trainingFolder.ts';

/** A model that holds tensors. */
export interface Disposable {
  dispose(): void;
}

/** A training run to follow. */
export interface FollowedTraining<Model> {
  /** Steps from one checkpoint to the next. */
  readonly checkpointEvery: number;
  /**
   * @param event - A step or an evaluation.
   * @returns Short figures to show beside the progress from now on, such as `{ matched: '3/4' }`.
   */
  readonly show: (event: StepEvent | EvaluationEvent) => Readonly<Record<string, string>>;
  /**
   * @param hooks - To pass on to the learner as they are.
   * @returns The training run.
   */
  readonly start: (hooks: TrainingHooks) => AsyncGenerator<TrainingEvent<Model>, Model>;
}

/** Options of {@link followTraining}. */
export interface FollowOptions<Model> extends FollowedTraining<Model> {
  /** Where log and checkpoints go: the folder of a run, locked by the caller, or of a part of it. */
  readonly folder: Pick<TrainingFolder, 'checkpoints' | 'events'>;
  /** Whether to go on with what the folder holds. */
  readonly resume: boolean;
  /** Shows how far training is. */
  readonly progress: Progress;
  /** The request to stop. */
  readonly signal: AbortSignal;
  /** Called after every checkpoint. Default: nothing happens. */
  readonly onSaved?: () => Promise<unknown>;
  /** TensorBoard. Default: nothing is written for it. */
  readonly board?: ScalarWriter;
}

/**
 * Follows a training run: logs its events, shows its progress, and goes on where a killed run stopped.
 *
 * `events.jsonl` of a resumed run is, line for line, that of a run that was never stopped: every checkpoint holds the
 * number of events before it, later lines are cut off, and what depends on interruptions or the clock is not logged.
 *
 * @param options - The learner and where to report.
 * @returns The trained model; the caller disposes of it.
 * @throws InterruptedError when the run was asked to stop; a checkpoint was written before.
 */
export async function followTraining<Model extends Disposable>(
  options: FollowOptions<Model>,
): Promise<Model> {
  const { folder, progress, signal, board, show } = options;
  const disk = folderCheckpoints(folder.checkpoints);
  const restored = options.resume ? await disk.latest() : undefined;
  if (options.resume && restored === undefined) {
    progress.note('there is no checkpoint to go on from: beginning at step 1');
  }
  restored?.warnings.forEach((warning) => progress.note(`warning: ${warning}`));
  const log = await openCountedLog(folder.events, restored?.state);
  try {
    const run = options.start({
      signal,
      checkpoints: {
        store: countingStore(disk, log, options.onSaved),
        every: options.checkpointEvery,
      },
      resume: restored === undefined ? undefined : withoutCount(restored.state),
    });
    let last = { phase: '', step: 0 };
    let figures: Readonly<Record<string, string>> = {};
    for await (const event of run) {
      switch (event.kind) {
        case 'start':
          if (restored === undefined) {
            await log.append({ kind: 'start', steps: event.steps, config: event.config });
          } else progress.note(`going on at step ${event.step} of ${event.steps}`);
          break;
        case 'step':
          await log.append({ ...event });
          // A learner may go through a phase several times, such as once per expert.
          if (event.phase !== last.phase || event.step <= last.step) {
            progress.phase(event.phase, event.steps, event.step - 1);
          }
          last = event;
          progress.update(event.step, { ...figures, ...show(event) });
          stepToBoard(board, event);
          break;
        case 'evaluation':
          await log.append(plainEvaluation(event));
          figures = show(event);
          if (event.step === last.step) progress.update(event.step, figures);
          evaluationToBoard(board, event);
          break;
        case 'checkpoint':
          break;
        case 'end':
          if (event.reason === 'aborted') {
            event.model.dispose();
            throw new InterruptedError();
          }
          await log.append({ kind: 'end', step: event.step });
          return event.model;
      }
    }
    throw new Error('the training run ended without an end event');
  } finally {
    progress.stop();
    board?.flush?.();
    await log.close();
  }
}

function plainEvaluation(event: EvaluationEvent): JsonObject {
  return {
    kind: event.kind,
    step: event.step,
    scalars: event.scalars,
    ...(event.matrices === undefined ? {} : { matrices: event.matrices as unknown as JsonObject }),
  };
}
