import { systemCode } from '../run/files/systemCode.ts';

/** The part of a stream that tells about failures. */
export interface FailingStream {
  on(event: 'error', listener: (error: unknown) => void): unknown;
}

/** A pipe without a reader, a terminal that is gone. */
const GONE: readonly unknown[] = ['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_DESTROYED'];

/**
 * Does not let a process die where nobody reads what it prints any more, as in `lab run ... 2>&1 | head -1`: then it could not save
 * its work and let go of its folder.
 *
 * @param streams - Standard output and standard error.
 * @param onGone - Called when a reader is gone; perhaps more than once.
 */
export function watchPipes(streams: readonly FailingStream[], onGone: () => void): void {
  for (const stream of streams) {
    stream.on('error', (error) => {
      if (!GONE.includes(systemCode(error))) throw error;
      onGone();
    });
  }
}
