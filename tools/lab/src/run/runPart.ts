import type { EvaluationEvent, JsonObject } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { stopIfInterrupted } from './interrupted.ts';
import { expectPlainName } from './files/plainName.ts';
import type { Progress } from './progress.ts';
import { costMeter } from './runCost.ts';
import type { CostMeter, CostSources } from './runCost.ts';
import type { RunFolder } from './runFolder.ts';
import { followTraining } from './training/followTraining.ts';
import type { Disposable, FollowedTraining } from './training/followTraining.ts';
import type { ScalarWriter } from './training/tensorBoard.ts';
import type { TrainingFolder } from './training/trainingFolder.ts';
import { readEvaluations, readSteps } from './training/trainingLog.ts';
import type { StepScalars } from './training/trainingLog.ts';

/** What a finished part kept in `part.json`. */
export interface PartRecord<Value extends JsonObject = JsonObject> {
  /** Wall time of all sessions of the part, in seconds. */
  readonly seconds: number;
  /** What it computed. */
  readonly value: Value;
}

/** A part of a run, to draw from: a model among several that one run trains. */
export interface PartMaterial {
  /** Its name. */
  readonly name: string;
  /** Its folder, `parts/NAME/`. */
  readonly folder: TrainingFolder;
  /** @returns The evaluations of its training, also those of before a resume. */
  evaluations(): Promise<EvaluationEvent[]>;
  /**
   * @param phase - Of its training.
   * @returns The scalars of every step of that phase.
   */
  steps(phase: string): Promise<StepScalars[]>;
  /** @returns What the part kept, or `undefined` while it is not finished. */
  kept<Value extends JsonObject = JsonObject>(): Promise<PartRecord<Value> | undefined>;
}

/** A named part of a run with log, checkpoints, model folder and result of its own. */
export interface RunPart extends PartMaterial {
  /**
   * Trains with log, progress, checkpoints and resume: once per part.
   *
   * @param training - The learner, and what to show of its evaluations.
   * @returns The trained model; the recipe disposes of it.
   * @throws InterruptedError when the run was asked to stop; a checkpoint was written before.
   */
  follow<Model extends Disposable>(training: FollowedTraining<Model>): Promise<Model>;
  /**
   * Computes the result of the part once: a resumed run reads it from `part.json` instead of training again.
   *
   * @param compute - Trains and measures. What it returns must not depend on interruptions.
   * @returns The value as JSON holds it, the first time as well: NaN and infinities are `null` in it.
   * @throws InterruptedError when the run was asked to stop.
   */
  finished<Value extends JsonObject>(compute: () => Promise<Value>): Promise<Value>;
}

/** Options of {@link openPart}. */
export interface PartOptions extends CostSources {
  /** The run folder; it is locked by the caller. */
  readonly run: Pick<RunFolder, 'part'>;
  /** Whether to go on with what the folder holds. */
  readonly resume: boolean;
  /** Shows how far training is, with the name of the part. */
  readonly progress: Progress;
  /** The request to stop. */
  readonly signal: AbortSignal;
  /** Called after every checkpoint and when the part is finished. Default: nothing happens. */
  readonly onSaved?: () => Promise<unknown>;
  /**
   * Opens TensorBoard when training begins. Default: there is none.
   *
   * @param name - The part.
   * @returns Its writer.
   */
  readonly openBoard?: (name: string) => ScalarWriter;
}

const PART_FILE = 'part.json';
const recordSchema = z.strictObject({
  seconds: z.number().min(0),
  value: z.record(z.string(), z.json()),
});

/**
 * @param run - The run folder.
 * @param name - Letters, digits, `.`, `_` and `-`: it names a folder.
 * @returns The part, to read from.
 * @throws ArgumentError when the name cannot be a folder's.
 */
export function partMaterial(run: Pick<RunFolder, 'part'>, name: string): PartMaterial {
  expectPlainName('part', name);
  const folder = run.part(name);
  return {
    name,
    folder,
    evaluations: () => readEvaluations(folder),
    steps: (phase) => readSteps(folder, phase),
    async kept<Value extends JsonObject>() {
      const content = await folder.readJson(PART_FILE, recordSchema);
      return content as unknown as PartRecord<Value> | undefined;
    },
  };
}

/**
 * Opens a part of a run that is at work.
 *
 * @param name - Letters, digits, `.`, `_` and `-`: it names a folder.
 * @param options - The run, and where to report.
 * @returns The part.
 * @throws ArgumentError when the name cannot be a folder's.
 */
export function openPart(name: string, options: PartOptions): RunPart {
  const { run, resume, signal, onSaved, openBoard } = options;
  const material = partMaterial(run, name);
  const { folder } = material;
  const progress = withName(options.progress, name);
  let meter: CostMeter | undefined;
  return {
    ...material,
    async follow(training) {
      const board = openBoard?.(name);
      return followTraining({
        ...training,
        folder,
        resume,
        progress,
        signal,
        onSaved: async () => {
          await meter?.keep();
          await onSaved?.();
        },
        ...(board === undefined ? {} : { board }),
      });
    },
    async finished<Value extends JsonObject>(compute: () => Promise<Value>) {
      const before = await material.kept<Value>();
      if (before !== undefined) {
        progress.note('done before');
        return before.value;
      }
      stopIfInterrupted(signal);
      meter = await costMeter(folder, options);
      try {
        const value = throughJson(await compute());
        const { seconds } = await meter.keep();
        await folder.writeJson(PART_FILE, { seconds, value } satisfies PartRecord<Value>);
        await onSaved?.();
        return value;
      } catch (error) {
        // What went wrong matters more than that the cost could not be kept, on a full disk for one.
        await meter.keep().catch(() => undefined);
        throw error;
      }
    },
  };
}

/** A run that was never stopped must see what a resumed one reads. */
function throughJson<Value extends JsonObject>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function withName(progress: Progress, name: string): Progress {
  return {
    ...progress,
    phase: (phase, total, done) => progress.phase(`${name}: ${phase}`, total, done),
    note: (text) => progress.note(`${name}: ${text}`),
  };
}
