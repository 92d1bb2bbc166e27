import * as z from 'zod/mini';
import type { JsonObject } from '../config.ts';
import { CheckpointError } from '../errors.ts';
import { matchSchema } from '../matchSchema.ts';
import type { TrainingState } from './checkpointStore.ts';
import type { Phase } from './learner.ts';
import { asJson } from './runState.ts';
import type { Scalars } from './trainingEvents.ts';
import type { StepEvaluation } from './trainingOptions.ts';

const count = z.int().check(z.minimum(0));
const savedSchema = z.object({
  progress: z.object({
    phase: count,
    done: count,
    ended: z.boolean(),
    evaluations: z.array(
      z.object({
        step: count,
        scalars: z.record(
          z.string(),
          z.pipe(
            z.nullable(z.number()),
            z.transform((value) => value ?? NaN),
          ),
        ),
      }),
    ),
  }),
});

/** How far a run is. */
export class TrainingProgress {
  readonly #phases: readonly Phase[];
  readonly #main: Phase;
  readonly #evaluations: StepEvaluation[] = [];
  #phase = 0;
  #done = 0;
  #finished = false;
  #mainEnded = false;
  #step = 0;
  #saved = true;

  /**
   * @param phases - All of them, in order.
   * @param main - The one whose steps are counted.
   */
  constructor(phases: readonly Phase[], main: Phase) {
    this.#phases = phases;
    this.#main = main;
  }

  /** The present phase, or `undefined` when all are over. */
  get phase(): Phase | undefined {
    return this.#phases[this.#phase];
  }

  /** Steps of the present phase that are done. */
  get done(): number {
    return this.#done;
  }

  /** Whether the present phase has no step left. */
  get isPhaseOver(): boolean {
    return this.#finished || this.#done >= (this.phase?.steps ?? 0);
  }

  /** Steps of the main phase that are done. */
  get step(): number {
    return this.#step;
  }

  /** All evaluations so far. */
  get evaluations(): readonly StepEvaluation[] {
    return this.#evaluations;
  }

  /** Whether the model was evaluated as it is now. */
  get isEvaluated(): boolean {
    return this.#evaluations.at(-1)?.step === this.#step;
  }

  /** Whether a checkpoint holds all of this. */
  get isSaved(): boolean {
    return this.#saved;
  }

  /** @param finished - Whether the phase is over with this step. */
  stepped(finished: boolean): void {
    this.#done++;
    this.#finished = finished;
    if (this.phase === this.#main) {
      this.#step++;
      this.#mainEnded = finished;
    }
    this.#saved = false;
  }

  /** @param scalars - What was measured at the present step. */
  evaluated(scalars: Scalars): void {
    this.#evaluations.push({ step: this.#step, scalars });
    this.#saved = false;
  }

  /** Goes on to the next phase. */
  nextPhase(): void {
    this.#phase++;
    this.#done = 0;
    this.#finished = false;
    this.#saved = false;
  }

  /** A checkpoint was written. */
  written(): void {
    this.#saved = true;
  }

  /** @returns What a checkpoint keeps of it, beside the step. */
  save(): JsonObject {
    return asJson({
      progress: {
        phase: this.#phase,
        done: this.#done,
        ended: this.#mainEnded,
        evaluations: this.#evaluations,
      },
    });
  }

  /**
   * Goes back to where a checkpoint was made. A run that is over goes on where its main phase, the last one, has steps left
   * that neither the learner nor the rule declines.
   *
   * @param owner - Opens messages.
   * @param saved - The checkpoint.
   * @param stopWhen - The rule of early stopping.
   * @throws CheckpointError when the progress in it is damaged, or it is past the end of this run.
   */
  restore(
    owner: string,
    { step, json }: TrainingState,
    stopWhen: (evaluations: readonly StepEvaluation[]) => boolean,
  ): void {
    const { success, data, error } = matchSchema(savedSchema, json);
    const { phase = 0, done = 0, ended = false, evaluations = [] } = data?.progress ?? {};
    const before = this.#phases.indexOf(this.#main);
    const fits =
      success &&
      phase <= this.#phases.length &&
      (phase < before ? step === 0 : phase > before || step === done);
    if (!fits) {
      throw new CheckpointError(`${owner}: the progress in the checkpoint is damaged`, {
        cause: error,
      });
    }
    const { steps } = this.#main;
    if (step > steps) {
      throw new CheckpointError(
        `${owner}: the checkpoint is at step ${step}, past the ${steps} of this run`,
        { data: { step, steps } },
      );
    }
    const isLast = before + 1 === this.#phases.length;
    const goesOn =
      phase === before + 1 && isLast && step < steps && !ended && !stopWhen(evaluations);
    this.#phase = goesOn ? before : phase;
    this.#done = goesOn ? step : done;
    this.#mainEnded = ended;
    this.#step = step;
    this.#evaluations.push(...evaluations);
  }
}
