import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import { serveSession, sentError } from '../../src/worker/serveSession.ts';
import { isAbort, SessionClient, SessionError } from '../../src/worker/sessionClient.ts';
import type { SessionMethod } from '../../src/worker/session.ts';
import { workerPair } from '../support/workerPair.ts';

interface Counting {
  count: SessionMethod<{ readonly to: number }, string, number>;
  fail: SessionMethod<string, never>;
  wait: SessionMethod<null, string>;
}

const session: Counting = {
  count: ({ to }, { report }) => {
    for (let i = 1; i <= to; i++) report(i);
    return Promise.resolve(`counted to ${to}`);
  },
  fail: (message) => Promise.reject(new FileFormatError(message)),
  wait: (_, { signal }) =>
    new Promise((_done, failed) => {
      signal.addEventListener('abort', () => failed(signal.reason as Error));
    }),
};

const backend = { rung: 'wasm', reason: 'it loads' } as const;

function open(): SessionClient<Counting> {
  const { worker, scope } = workerPair();
  serveSession(scope, () => Promise.resolve({ backend, session }));
  return new SessionClient<Counting>(worker, { panel: 'counting', base: './' });
}

describe('serveSession', () => {
  it('opens the session, and tells the backend', async () => {
    expect(await open().opened).toEqual(backend);
  });

  it('answers calls that came before it was open, with progress in order', async () => {
    const seen: number[] = [];
    const call = open().call('count', { to: 3 }, { onProgress: (value) => seen.push(value) });
    expect(await call).toBe('counted to 3');
    expect(seen).toEqual([1, 2, 3]);
  });

  it('sends errors with their name, code and sentence', async () => {
    const error = await open()
      .call('fail', 'bad file')
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SessionError);
    expect(error).toMatchObject({ name: 'FileFormatError', message: 'bad file' });
    expect((error as SessionError).code).toBe(new FileFormatError('').code);
  });

  it('answers a method that is not there by an error', async () => {
    const client = open() as unknown as SessionClient<{ nothing: SessionMethod<null, null> }>;
    await expect(client.call('nothing', null)).rejects.toThrow('no method nothing');
  });

  it('aborts a call through the signal, and goes on answering', async () => {
    const client = open();
    await client.opened;
    const control = new AbortController();
    const call = client.call('wait', null, { signal: control.signal });
    control.abort();
    expect(isAbort(await call.catch((reason: unknown) => reason))).toBe(true);
    expect(await client.call('count', { to: 0 })).toBe('counted to 0');
  });

  it('fails all calls where the session cannot be opened', async () => {
    const { worker, scope } = workerPair();
    serveSession(scope, () => Promise.reject(new Error('no backend')));
    const client = new SessionClient<Counting>(worker, { panel: 'counting', base: './' });
    await expect(client.call('count', { to: 1 })).rejects.toThrow('no backend');
    await expect(client.opened).rejects.toThrow('no backend');
  });
});

describe('sentError', () => {
  it('makes something of whatever was thrown', () => {
    expect(sentError('oh')).toEqual({ name: 'Error', message: 'oh' });
    expect(sentError(new RangeError('far'))).toEqual({ name: 'RangeError', message: 'far' });
  });
});
