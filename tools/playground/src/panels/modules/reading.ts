import { pacer } from '@causal-mechanisms/tensor-utils';
import type { Call } from '../../worker/session.ts';
import type { StepModel, StepModelDescription } from './stepModels.ts';

/** What a model did over a sequence. */
export interface Reading {
  readonly description: StepModelDescription;
  /** Steps that were read. */
  readonly steps: number;
  /** 1 or 0, `[steps, modules]`. */
  readonly active: Uint8Array;
  /** The token that is most probable at each step; empty where the model does not answer. */
  readonly said: Uint8Array;
  /** Its probability. */
  readonly sure: Float32Array;
}

/** How far a reading is: the same, of the steps so far. */
export type ReadingPart = Reading;

/** Steps from one report to the next. */
const REPORT = 8;

/**
 * Reads tokens step by step.
 *
 * @param model - Any model.
 * @param tokens - What it reads.
 * @param call - Signal and progress.
 * @returns What it did.
 * @throws The reason of the signal.
 */
export async function readTokens(
  model: StepModel,
  tokens: readonly number[],
  { signal, report }: Call<ReadingPart>,
): Promise<Reading> {
  const { description } = model;
  const { modules, answers } = description;
  const active = new Uint8Array(tokens.length * modules);
  const said = new Uint8Array(answers ? tokens.length : 0);
  const sure = new Float32Array(said.length);
  const upTo = (steps: number): Reading => ({
    description,
    steps,
    active: active.slice(0, steps * modules),
    said: said.slice(0, steps),
    sure: sure.slice(0, steps),
  });
  const way = model.start();
  const pace = pacer();
  try {
    for (const [step, token] of tokens.entries()) {
      const read = await way.step(token);
      active.set(Array.from(read.active), step * modules);
      const best = largest(read.probabilities);
      if (best !== undefined && answers) {
        said[step] = best;
        sure[step] = read.probabilities[best] ?? 0;
      }
      if ((step + 1) % REPORT === 0) report(upTo(step + 1));
      await pace();
      signal.throwIfAborted();
    }
    return upTo(tokens.length);
  } finally {
    way.dispose();
  }
}

function largest(values: ArrayLike<number>): number | undefined {
  if (values.length === 0) return undefined;
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}
