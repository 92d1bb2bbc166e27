import { EventEmitter } from 'node:events';
import { withoutStrayListeners } from '../../src/backend/strayListeners.ts';

class ExitStatus extends Error {}

/** As the module of the backend writes them. */
function addStray(process: EventEmitter): void {
  process.on('uncaughtException', function (ex) {
    if (!(ex instanceof ExitStatus)) throw ex;
  });
  // prettier-ignore
  process.on('unhandledRejection', function (reason) { throw reason; });
}

describe('withoutStrayListeners', () => {
  it('takes away what the start adds, and nothing else', async () => {
    const process = new EventEmitter();
    const mine = (): void => undefined;
    const late = (): void => undefined;
    process.on('uncaughtException', mine);
    addStray(process); // of a copy that somebody else started
    await withoutStrayListeners(process, () => {
      addStray(process);
      process.on('unhandledRejection', late);
      return Promise.resolve();
    });
    expect(process.listeners('uncaughtException')).toHaveLength(2);
    expect(process.listeners('uncaughtException')[0]).toBe(mine);
    expect(process.listeners('unhandledRejection')).toHaveLength(2);
    expect(process.listeners('unhandledRejection')[1]).toBe(late);
  });

  it('does so when the start fails, and hands on its error', async () => {
    const process = new EventEmitter();
    const start = (): Promise<void> => {
      addStray(process);
      return Promise.reject(new Error('no backend'));
    };
    await expect(withoutStrayListeners(process, start)).rejects.toThrow('no backend');
    expect(process.eventNames()).toEqual([]);
  });

  it('starts where there is no process, or one without events', async () => {
    let started = 0;
    const start = (): Promise<void> => {
      started++;
      return Promise.resolve();
    };
    await withoutStrayListeners(undefined, start);
    await withoutStrayListeners({}, start);
    expect(started).toBe(2);
  });
});
