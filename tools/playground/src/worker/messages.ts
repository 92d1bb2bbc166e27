import type { WebRung } from '@causal-mechanisms/tensor-utils/web';

/** The backend that a worker computes on. */
export interface BackendInUse {
  /** Which one. */
  readonly rung: WebRung;
  /** Why this one, in a line. */
  readonly reason: string;
}

/** An error as it crosses from the worker to the page. */
export interface SentError {
  /** Such as `FileFormatError`. */
  readonly name: string;
  /** A sentence for the reader. */
  readonly message: string;
  /** The code of a typed error. */
  readonly code?: string;
}

/** What the page says to a worker. */
export type ToWorker =
  | {
      readonly kind: 'open';
      readonly panel: string;
      /** The folder of the page, with a slash at the end. */
      readonly base: string;
      /** The one backend to use; the first that works where there is none. */
      readonly backend?: WebRung;
    }
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly input: unknown }
  | { readonly kind: 'abort'; readonly id: number };

/** What a worker says to the page. */
export type FromWorker =
  | { readonly kind: 'opened'; readonly backend: BackendInUse }
  | { readonly kind: 'failed'; readonly error: SentError }
  | { readonly kind: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: SentError };

/** As much of a worker, or of its scope, as messages need. */
export interface MessageEnd<Out, In> {
  /** @param message - Copied to the other end. */
  postMessage(message: Out): void;
  /** Takes what the other end says. */
  onmessage: ((event: { readonly data: In }) => void) | null;
}
