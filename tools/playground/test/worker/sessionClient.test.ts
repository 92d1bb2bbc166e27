import { isAbort, SessionClient } from '../../src/worker/sessionClient.ts';
import type { SessionMethod } from '../../src/worker/session.ts';
import { workerPair } from '../support/workerPair.ts';

interface Silent {
  ask: SessionMethod<null, null>;
}

const open = () => {
  const { worker } = workerPair(); // nobody answers
  return { worker, client: new SessionClient<Silent>(worker, { panel: 'silent', base: './' }) };
};

describe('SessionClient', () => {
  it('rejects what is under way when it is closed, and ends the worker', async () => {
    const { client, worker } = open();
    const call = client.call('ask', null);
    client.close();
    expect(isAbort(await call.catch((reason: unknown) => reason))).toBe(true);
    expect(worker.isEnded).toBe(true);
    await expect(client.call('ask', null)).rejects.toThrow('closed');
  });

  it('does not call with a signal that was aborted before', async () => {
    const { client } = open();
    await expect(
      client.call('ask', null, { signal: AbortSignal.abort(new Error('too late')) }),
    ).rejects.toThrow('too late');
  });

  it('tells of a worker that breaks outside of any call', async () => {
    const { client, worker } = open();
    const call = client.call('ask', null);
    worker.onerror?.({ message: 'script not found' });
    await expect(call).rejects.toThrow('script not found');
    await expect(client.opened).rejects.toThrow('script not found');
  });
});

describe('isAbort', () => {
  it('knows the reason of a signal, and nothing else', () => {
    const control = new AbortController();
    control.abort();
    expect(isAbort(control.signal.reason)).toBe(true);
    expect(isAbort(new Error('no'))).toBe(false);
    expect(isAbort('AbortError')).toBe(false);
  });
});
