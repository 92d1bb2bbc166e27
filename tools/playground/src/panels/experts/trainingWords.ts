import type { LiveResult } from './liveTraining.ts';

/**
 * Says how a training ended, and what to do where it did not find all changes.
 *
 * @param result - How it ended.
 * @param context - How many changes there are, and how long it took, in seconds.
 * @returns One or two sentences.
 */
export function endInWords(
  { reason, step, matched }: Pick<LiveResult, 'reason' | 'step' | 'matched'>,
  { changes, seconds }: { readonly changes: number; readonly seconds: number },
): string {
  const isStopped = reason === 'aborted';
  const ended = isStopped ? `Stopped at ${step}` : `Done in ${Math.round(seconds)} s`;
  const found = `${ended}: ${matched} of ${changes} changes have an expert of their own.`;
  return isStopped || matched === changes
    ? found
    : `${found} Some seeds end so, with one expert for two changes: try another seed.`;
}
