import type { ProgressState } from '../run/world.ts';
import type { RunProgress } from './runQueue.ts';

/** Milliseconds between two reports of a run. */
const EVERY = 2000;

/**
 * Turns the progress of a run into reports for the queue, not too many of them.
 *
 * @param worker - Who computes it.
 * @param now - Gives the time in milliseconds.
 * @returns What makes a report of a state, or `undefined` where the last one is recent.
 */
export function progressReport(
  worker: string,
  now: () => number,
): (state: ProgressState) => RunProgress | undefined {
  let phase = { name: '', began: 0, from: 0 };
  let last = -Infinity;
  return ({ name, done, total, figures }) => {
    const time = now();
    const isNew = name !== phase.name || done < phase.from;
    if (isNew) phase = { name, began: time, from: done };
    if (!isNew && time - last < EVERY && done < total) return undefined;
    last = time;
    const seconds = (time - phase.began) / 1000;
    const rate = seconds > 0 && done > phase.from ? (done - phase.from) / seconds : null;
    return { worker, phase: name, done, total, rate, figures };
  };
}
