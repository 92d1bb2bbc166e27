import { UsageError } from '@causal-mechanisms/command-line';
import type { World } from '../run/world.ts';

/** Holds the password of the queue. */
const PASSWORD_VARIABLE = 'CAUSAL_MECHANISMS_QUEUE_PASSWORD';

/** Holds the address of the queue, where none is typed. */
const QUEUE_VARIABLE = 'CAUSAL_MECHANISMS_QUEUE';

/** In what is no address a password may stand anywhere before the `@`. */
const BEFORE_AT = /^.*@/s;

/** Where a server of Redis or Valkey is. */
export interface QueueAddress {
  /** Its machine. */
  readonly host: string;
  /** Its port. */
  readonly port: number;
  /** Which of its databases. */
  readonly db: number;
  /** Whether the connection is encrypted. */
  readonly tls: boolean;
  /** Who asks. Default: the user of servers that have one. */
  readonly username?: string;
  /** Default: none is needed. */
  readonly password?: string;
  /** The address without the password, for people. */
  readonly shown: string;
}

/**
 * Reads the address of a queue.
 *
 * @param typed - Of `--queue`; without it, that of the environment variable `CAUSAL_MECHANISMS_QUEUE`.
 * @param environment - Environment variables: `CAUSAL_MECHANISMS_QUEUE_PASSWORD` holds the password.
 * @returns The address.
 * @throws UsageError where there is none or it is of another form; also for a typed password, which others on the machine could read.
 */
export function queueAddress(
  typed: string | undefined,
  environment: World['environment'],
): QueueAddress {
  const inherited = environment[QUEUE_VARIABLE];
  const text = typed ?? (inherited === '' ? undefined : inherited);
  if (text === undefined) {
    throw new UsageError(`expected --queue redis://HOST/0, or ${QUEUE_VARIABLE}`);
  }
  const source = typed === undefined ? QUEUE_VARIABLE : '--queue';
  const refuse = (): UsageError =>
    new UsageError(
      `${source}: expected redis://HOST/0, redis://USER@HOST:6379/0 or rediss://..., got "${text.replace(BEFORE_AT, '***@')}"`,
    );
  const url = parsed(text);
  if (url === null || !/^rediss?:$/.test(url.protocol) || url.hostname === '') throw refuse();
  const path = /^\/?(\d{0,4})$/.exec(url.pathname);
  if (path === null || url.search !== '' || url.hash !== '') throw refuse();
  if (typed !== undefined && url.password !== '') {
    throw new UsageError(
      `--queue: a password that is typed can be read by others on this machine; put it into ${PASSWORD_VARIABLE} and leave it out of "${hidePasswords(text)}"`,
    );
  }
  const apart = environment[PASSWORD_VARIABLE];
  const decoded = (part: string, what: string): string => {
    try {
      return decodeURIComponent(part);
    } catch {
      throw new UsageError(
        `${source}: in the ${what} of an address a "%" is written "%25", an "@" "%40" and a "/" "%2F"; ${PASSWORD_VARIABLE} takes a password as it is`,
      );
    }
  };
  const password = apart !== undefined && apart !== '' ? apart : decoded(url.password, 'password');
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 6379 : Number(url.port),
    db: Number(path[1] ?? 0),
    tls: url.protocol === 'rediss:',
    ...(url.username === '' ? {} : { username: decoded(url.username, 'user') }),
    ...(password === '' ? {} : { password }),
    shown: hidePasswords(text),
  };
}

/**
 * @param text - Any text, such as what was typed.
 * @returns It with `***` in the place of what stands before an `@` of an address, but for the name of the user.
 */
export function hidePasswords(text: string): string {
  return text.replaceAll(/([a-z][a-z\d+.-]*:\/\/[^\s:/@]*):[^\s]*@/gi, '$1:***@');
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
