import { checkFunction, checkNumber, checkOptions } from '../argumentChecks.ts';

/** Options of {@link pacer}. */
export interface PacerOptions {
  /** Milliseconds of work after which the event loop gets a turn, at least 0. Default: 25. */
  readonly interval?: number;
  /** The clock, in milliseconds. Default: `performance.now`. */
  readonly now?: () => number;
}

/**
 * Keeps long work from blocking timers, input and drawing: to be awaited between its pieces.
 *
 * @param options - How long a piece may be, and the clock.
 * @returns A function that gives the event loop a turn where enough time has passed since the last one, and does nothing else.
 * @throws ArgumentError when the interval is below 0 or not finite, or the clock is no function.
 *
 * @example
 * ```ts
 * import { pacer } from '@causal-mechanisms/tensor-utils';
 *
 * const pause = pacer();
 * let sum = 0;
 * for (let i = 0; i < 1000; i++) {
 *   sum += i; // some work
 *   await pause();
 * }
 * console.log(sum); // 499500
 * ```
 */
export function pacer(options: PacerOptions = {}): () => Promise<void> {
  const { interval = 25, now = () => performance.now() } = checkOptions('pacer', options);
  checkNumber('pacer', 'interval', interval, { least: 0 });
  checkFunction('pacer', 'now', now);
  let last = now();
  return async () => {
    if (now() - last < interval) return;
    await eventLoopTurn();
    last = now();
  };
}

/** A macrotask: unlike a microtask it lets timers and messages through. A timer of 0 ms would wait 4 ms in browsers. */
function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    // Node's types leave out what every browser has.
    (port1 as unknown as { onmessage: () => void }).onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
