import { InterruptedError } from '../run/interrupted.ts';

/** The part of `process` that tells about signals. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/** Options of {@link watchInterrupts}. */
export interface InterruptOptions {
  /** Called once, at the first request to stop. */
  onFirst(): void;
  /** Called at the next request: stop at once. */
  onSecond(): void;
  /** @returns The time in milliseconds. */
  now(): number;
}

/** A watch over requests to stop. */
export interface InterruptWatch {
  /** Aborted at the first request. */
  readonly signal: AbortSignal;
  /** Asks for a stop as the first signal does. Does nothing when there was one. */
  ask(): void;
  /** Stops listening. */
  stop(): void;
}

/** A terminal sends Ctrl-C to the launcher and to this process, and the launcher passes it on: that is one request. */
const SAME_REQUEST_MS = 400;

/**
 * Turns Ctrl-C into an orderly stop: the first one asks, the second one insists.
 *
 * @param source - Usually `process`.
 * @param options - What to do.
 * @returns The watch; stop it at the end.
 */
export function watchInterrupts(source: SignalSource, options: InterruptOptions): InterruptWatch {
  const controller = new AbortController();
  let first: number | undefined;
  const ask = (): void => {
    if (first !== undefined) return;
    first = options.now();
    options.onFirst();
    controller.abort(new InterruptedError());
  };
  const listener = (): void => {
    const time = options.now();
    if (first === undefined) ask();
    else if (time - first > SAME_REQUEST_MS) options.onSecond();
  };
  source.on('SIGINT', listener);
  source.on('SIGTERM', listener);
  return {
    signal: controller.signal,
    ask,
    stop() {
      source.off('SIGINT', listener);
      source.off('SIGTERM', listener);
    },
  };
}
