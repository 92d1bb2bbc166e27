import { EXIT } from '@causal-mechanisms/command-line';
import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import type { Lab } from '../command/lab.ts';
import { executeRun } from '../run/executeRun.ts';
import { stopIfInterrupted } from '../run/interrupted.ts';
import type { Recipe } from '../run/recipe.ts';
import type { RunFolder } from '../run/runFolder.ts';
import type { ProgressState } from '../run/world.ts';
import { JobError } from '../store/studyErrors.ts';

/** What becomes of what a run says. */
export interface ShowRun {
  /** @param text - A line about the run. */
  note(text: string): void;
  /** @param state - How far it is. */
  onProgress(state: ProgressState): void;
}

/** What {@link computeRun} needs. */
export interface ComputeOptions {
  /** Ways to start processes; without one the run is computed in this process. */
  readonly lab: Lab;
  /** What was typed to begin the study. */
  readonly typed: readonly string[];
  /** What becomes of notes and progress. */
  readonly show: ShowRun;
  /** Asks to save and stop. */
  readonly signal: AbortSignal;
}

/** What the command says of an error begins so. */
const ERROR_LINE = 'lab: ';

/**
 * Computes a run whose folder has its `config.json`, in a process of its own where one can be started: what it does to memory, or how it dies, does not
 * touch the worker.
 *
 * @param recipe - The recipe.
 * @param folder - The run folder, new or with checkpoints.
 * @param options - The lab, and the request to stop.
 * @throws InterruptedError where it was asked to stop.
 * @throws JobError where its settings are impossible.
 * @throws CausalMechanismsError `ERR_RUN_FAILED` where it failed, with what it said last.
 */
export async function computeRun(
  recipe: Recipe,
  folder: RunFolder,
  { lab, typed, show, signal }: ComputeOptions,
): Promise<void> {
  stopIfInterrupted(signal);
  if (lab.startChild === undefined) {
    await executeRun(recipe, folder, {
      ...lab,
      terminal: { out: () => undefined, ...show },
      commandLine: typed,
      signal,
    });
    return;
  }
  let said = '';
  const child = lab.startChild(
    ['run', '--resume', folder.path, '--json'],
    {
      onProgress: (state) => show.onProgress(state),
      note(text) {
        if (text.startsWith(ERROR_LINE)) said = text.slice(ERROR_LINE.length);
        show.note(text);
      },
    },
    typed,
  );
  const stop = (): void => child.stop();
  signal.addEventListener('abort', stop);
  try {
    const code = await child.ended;
    if (code === EXIT.done) return;
    stopIfInterrupted(signal);
    if (code === EXIT.usage) throw new JobError(said);
    throw new CausalMechanismsError(
      'ERR_RUN_FAILED',
      said === '' ? `the process of the run ended with ${code} and without a word` : said,
      { data: { code } },
    );
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
