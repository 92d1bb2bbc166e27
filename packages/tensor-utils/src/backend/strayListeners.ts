/** What Node's `process` offers for events. */
export interface ListeningProcess {
  /** The listeners of an event. */
  listeners(event: string): readonly unknown[];
  /** Takes one away. */
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
}

/** On these the module of the WASM backend throws again what came, whatever code it came from. */
const EVENTS = ['uncaughtException', 'unhandledRejection'];

/** How it writes them: built by Emscripten, with and without white space. */
const STRAY = /ExitStatus|^function\s*\(reason\)\s*\{\s*throw reason;?\s*\}$/;

/**
 * Takes away the listeners for errors that the module of the WASM backend adds to the process when it starts. They end programs that listen for
 * errors themselves, and show their own line in the place of the one that failed.
 *
 * @param process - Node's; may be undefined.
 * @param start - Starts the backend. Listeners that were there before it, and those of others, stay.
 */
export async function withoutStrayListeners(
  process: Partial<ListeningProcess> | undefined,
  start: () => Promise<void>,
): Promise<void> {
  if (process?.listeners === undefined || process.removeListener === undefined) {
    await start();
    return;
  }
  const before = new Map(EVENTS.map((event) => [event, process.listeners?.(event) ?? []]));
  try {
    await start();
  } finally {
    for (const [event, known] of before) {
      for (const listener of process.listeners(event)) {
        if (typeof listener !== 'function' || known.includes(listener)) continue;
        if (STRAY.test(Function.prototype.toString.call(listener))) {
          process.removeListener(event, listener as () => void);
        }
      }
    }
  }
}
