import { Redis } from 'ioredis';
import type { QueueAddress } from './queueAddress.ts';
import { QueueError } from '../store/studyErrors.ts';

/** How long a connection may be away. */
export interface ConnectionOptions {
  /** Seconds until a lost connection counts as gone for good. */
  readonly patience: number;
  /** Called when it does. Default: what waits for an answer fails, and nothing else happens. */
  readonly onGone?: (error: QueueError) => void;
}

/** Milliseconds for the first connection. */
const CONNECT_TIMEOUT = 5000;

/** The longest pause between two attempts to connect again, in milliseconds. */
const LONGEST_PAUSE = 2000;

/**
 * Connects to a server of Redis or Valkey; whether it answers and lets one in is known when this returns.
 *
 * @param address - Where it is.
 * @param options - What happens when it goes away later.
 * @returns The connection; the caller disconnects it.
 * @throws QueueError within seconds when there is none, the password is wrong or missing, or the database does not exist.
 */
export async function connectQueue(
  address: QueueAddress,
  { patience, onGone }: ConnectionOptions,
): Promise<Redis> {
  const { host, port, db, tls, username, password, shown } = address;
  const common = {
    host,
    port,
    connectTimeout: CONNECT_TIMEOUT,
    ...(tls ? { tls: {} } : {}),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
  const probe = new Redis({
    ...common,
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    commandTimeout: CONNECT_TIMEOUT,
    retryStrategy: () => null,
  });
  let reason: unknown;
  probe.on('error', (error) => (reason ??= error));
  try {
    await probe.connect();
    // One that waits for a password lets everybody in, and answers no question.
    await probe.ping();
    await probe.select(db);
  } catch (error) {
    throw queueError(shown, reason ?? error);
  } finally {
    probe.disconnect();
  }
  let lost = Infinity;
  const connection = new Redis({
    ...common,
    db,
    // Workers wait for a server that was restarted.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => {
      if (times === 1) lost = performance.now();
      return performance.now() - lost > 1000 * patience
        ? null
        : Math.min(100 * times, LONGEST_PAUSE);
    },
  });
  let last: unknown;
  connection.on('error', (error) => (last = error));
  let gone = false;
  connection.on('end', () => {
    // Who closes it on purpose takes this listener off.
    if (gone) return;
    gone = true;
    onGone?.(queueError(shown, last ?? new Error('the connection is closed')));
  });
  return connection;
}

/**
 * Closes a connection on purpose: nobody is told that it is gone.
 *
 * @param connection - Of {@link connectQueue}.
 */
export function disconnectQueue(connection: Redis): void {
  connection.removeAllListeners('end');
  connection.disconnect();
}

/**
 * @param shown - The queue, without its password.
 * @param cause - What was thrown.
 * @returns A typed error that says what to mend.
 */
export function queueError(shown: string, cause: unknown): QueueError {
  if (cause instanceof QueueError) return cause;
  const inner: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  const said = inner instanceof Error ? inner.message : String(inner);
  const message = said.startsWith('Protocol error')
    ? 'what answers there is no Redis or Valkey; is it the right port, and redis:// or rediss:// as the server wants it?'
    : said;
  const advice = /NOAUTH|WRONGPASS|invalid password|invalid username/i.test(message)
    ? '; the password is read from CAUSAL_MECHANISMS_QUEUE_PASSWORD'
    : '';
  return new QueueError(`queue ${shown}: ${message.replace(/\.$/, '')}${advice}`, {
    data: { queue: shown },
    cause,
  });
}
