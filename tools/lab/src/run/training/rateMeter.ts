import { formatDuration } from '../duration.ts';

/** Steps per second over the last half minute. */
export class RateMeter {
  readonly #now: () => number;
  readonly #marks: { time: number; done: number }[];

  /**
   * @param now - Gives the time in milliseconds.
   * @param done - Steps done before.
   */
  constructor(now: () => number, done: number) {
    this.#now = now;
    this.#marks = [{ time: now(), done }];
  }

  /** @param done - Steps done by now. */
  mark(done: number): void {
    const time = this.#now();
    this.#marks.push({ time, done });
    while (this.#marks.length > 2 && time - (this.#marks[1]?.time ?? time) > 30_000) {
      this.#marks.shift();
    }
  }

  /**
   * @param done - Steps done.
   * @param total - Steps in all.
   * @returns Such as `3.10/s | 2 min left`, or `starting`.
   */
  show(done: number, total: number): string {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (first === undefined || last === undefined || last.time - first.time < 500)
      return 'starting';
    const rate = (last.done - first.done) / ((last.time - first.time) / 1000);
    if (!(rate > 0)) return 'starting';
    return `${rate < 100 ? rate.toPrecision(3) : rate.toFixed(0)}/s | ${formatDuration((total - done) / rate)} left`;
  }
}
