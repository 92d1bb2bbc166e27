/**
 * @param milliseconds - How long; 0 lets the event loop have its turn.
 * @param signal - Ends the wait.
 * @returns When the time is over.
 * @throws The reason of the signal.
 */
export async function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', abort, { once: true });
  });
}
