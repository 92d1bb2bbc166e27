import type { BackendInUse, FromWorker, MessageEnd, SentError, ToWorker } from './messages.ts';
import type { InputOf, OutputOf, ProgressOf } from './session.ts';

/** Options of a call. */
export interface CallOptions<Progress> {
  /** Ends the call: it is rejected with the reason at once, and the worker stops when it looks. */
  readonly signal?: AbortSignal;
  /** Whether an aborted call waits for what the method still gives, such as a model that is half trained. Default: false. */
  readonly waits?: boolean;
  /** Takes what the method reports. */
  readonly onProgress?: (progress: Progress) => void;
}

/** An error that the worker sent. */
export class SessionError extends Error {
  /** Such as `ERR_FILE_FORMAT`; undefined for errors that are not typed. */
  readonly code: string | undefined;

  /** @param sent - What came. */
  constructor(sent: SentError) {
    super(sent.message);
    this.name = sent.name;
    this.code = sent.code;
  }
}

/** A call that is under way. */
interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: ((value: unknown) => void) | undefined;
}

/** A worker as its page sees it. */
export type SessionWorker = MessageEnd<ToWorker, FromWorker> & {
  /** Ends it at once. */
  terminate(): void;
  /** Takes what breaks outside of any call, such as a script that is not there. */
  onerror: ((event: { readonly message?: string }) => void) | null;
};

/** Calls the session of a panel in its worker: the page's end. */
export class SessionClient<Session> {
  /** Settles when the session is ready or cannot be. */
  readonly opened: Promise<BackendInUse>;
  readonly #worker: SessionWorker;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #end: SessionError | undefined;

  /**
   * @param worker - A fresh worker.
   * @param open - What to open in it.
   */
  constructor(worker: SessionWorker, open: Omit<Extract<ToWorker, { kind: 'open' }>, 'kind'>) {
    this.#worker = worker;
    this.opened = new Promise((resolve, reject) => {
      const fail = (error: SentError) => {
        const end = new SessionError(error);
        reject(end);
        this.#endAll(end);
      };
      worker.onmessage = ({ data }) => {
        if (data.kind === 'opened') resolve(data.backend);
        else if (data.kind === 'failed') fail(data.error);
        else this.#take(data);
      };
      worker.onerror = ({ message = 'the worker could not be started' }) =>
        fail({ name: 'Error', message });
    });
    // Whoever looks at it learns of a failure; nobody has to.
    this.opened.catch(() => undefined);
    worker.postMessage({ kind: 'open', ...open });
  }

  /**
   * Calls a method.
   *
   * @param method - Its name.
   * @param input - Copied to the worker.
   * @param options - Signal and progress.
   * @returns What the method gives.
   * @throws SessionError when the method fails; the reason of the signal when it aborts.
   */
  call<Name extends keyof Session & string>(
    method: Name,
    input: InputOf<Session[Name]>,
    options: CallOptions<ProgressOf<Session[Name]>> = {},
  ): Promise<OutputOf<Session[Name]>> {
    const { signal, waits = false, onProgress } = options;
    if (this.#end !== undefined) return Promise.reject(this.#end);
    const id = ++this.#calls;
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      this.#waiting.set(id, {
        resolve: resolve as (value: unknown) => void,
        reject,
        onProgress: onProgress as ((value: unknown) => void) | undefined,
      });
      signal?.addEventListener('abort', () => {
        if (!this.#waiting.has(id)) return;
        this.#worker.postMessage({ kind: 'abort', id });
        if (waits) return;
        this.#waiting.delete(id);
        reject(signal.reason as Error);
      });
      this.#worker.postMessage({ kind: 'call', id, method, input });
    });
  }

  /** Ends the worker; calls that are under way are rejected. */
  close(): void {
    this.#worker.terminate();
    this.#endAll(new SessionError({ name: 'AbortError', message: 'the session was closed' }));
  }

  #take(data: Extract<FromWorker, { id: number }>): void {
    const waiting = this.#waiting.get(data.id);
    if (waiting === undefined) return; // aborted
    if (data.kind === 'progress') {
      waiting.onProgress?.(data.value);
      return;
    }
    this.#waiting.delete(data.id);
    if (data.kind === 'result') waiting.resolve(data.value);
    else waiting.reject(new SessionError(data.error));
  }

  #endAll(end: SessionError): void {
    this.#end ??= end;
    for (const { reject } of this.#waiting.values()) reject(this.#end);
    this.#waiting.clear();
  }
}

/**
 * @param error - What a call was rejected with.
 * @returns Whether it only says that the call was given up.
 */
export function isAbort(error: unknown): boolean {
  return (error as { readonly name?: unknown } | null | undefined)?.name === 'AbortError';
}
