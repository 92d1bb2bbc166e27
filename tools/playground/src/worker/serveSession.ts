import type { BackendInUse, FromWorker, MessageEnd, SentError, ToWorker } from './messages.ts';

/** What opens a session: the backend first, then the session of the panel. */
export interface SessionOpener {
  /**
   * @param asked - What the page asked for.
   * @returns The backend in use, and the methods of the session.
   */
  (asked: Extract<ToWorker, { kind: 'open' }>): Promise<{
    readonly backend: BackendInUse;
    readonly session: object;
  }>;
}

/** A method whose types are checked at the other end. */
type AnyMethod = (
  input: unknown,
  call: { readonly signal: AbortSignal; readonly report: (value: unknown) => void },
) => Promise<unknown>;

/**
 * Answers the calls of a page: the worker's end.
 *
 * Calls begin in the order in which they came, and may overlap where a method waits: one can be answered while another trains.
 *
 * @param scope - The worker's own scope.
 * @param open - Opens the session.
 */
export function serveSession(scope: MessageEnd<FromWorker, ToWorker>, open: SessionOpener): void {
  const aborts = new Map<number, AbortController>();
  let ready: Promise<object> | undefined;

  async function answer(id: number, method: string, input: unknown): Promise<void> {
    const abort = aborts.get(id);
    try {
      const session = await ready;
      if (session === undefined || abort === undefined) throw new Error('no session is open');
      abort.signal.throwIfAborted();
      const run = (session as Readonly<Record<string, AnyMethod | undefined>>)[method];
      if (run === undefined) throw new Error(`the session has no method ${method}`);
      const report = (value: unknown) => scope.postMessage({ kind: 'progress', id, value });
      const value = await run(input, { signal: abort.signal, report });
      scope.postMessage({ kind: 'result', id, value });
    } catch (error) {
      scope.postMessage({ kind: 'error', id, error: sentError(error) });
    } finally {
      aborts.delete(id);
    }
  }

  scope.onmessage = ({ data }) => {
    if (data.kind === 'open') {
      const opening = open(data);
      ready = opening.then(({ session }) => session);
      opening.then(
        ({ backend }) => scope.postMessage({ kind: 'opened', backend }),
        (error: unknown) => scope.postMessage({ kind: 'failed', error: sentError(error) }),
      );
    } else if (data.kind === 'abort') {
      aborts.get(data.id)?.abort();
    } else {
      const { id, method, input } = data;
      aborts.set(id, new AbortController());
      void answer(id, method, input);
    }
  };
}

/**
 * @param error - Whatever was thrown.
 * @returns What the page is told of it.
 */
export function sentError(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { code } = error as { readonly code?: unknown };
  return {
    name: error.name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
  };
}
