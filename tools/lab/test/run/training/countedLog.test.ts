import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryCheckpoints } from '@causal-mechanisms/tensor-utils';
import type { TrainingState } from '@causal-mechanisms/tensor-utils';
import {
  countingStore,
  openCountedLog,
  withoutCount,
} from '../../../src/run/training/countedLog.ts';

let root: string;
let path: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lab-log-'));
  path = join(root, 'events.jsonl');
});
afterEach(() => rm(root, { recursive: true }));

const STATE: TrainingState = { step: 7, config: { steps: 9 }, arrays: {}, json: { own: 1 } };

const lines = async () => (await readFile(path, 'utf8')).trim().split('\n');

describe('a counted log and the checkpoints beside it', () => {
  it('go on at the event that the checkpoint knows of, whatever was logged later', async () => {
    const store = memoryCheckpoints();
    const log = await openCountedLog(path);
    const counting = countingStore(store, log);
    await log.append({ n: 1 });
    await log.append({ n: 2 });
    expect(log.count).toBe(2);
    await counting.save(STATE);
    await log.append({ n: 3 });
    await log.close();
    expect(await lines()).toHaveLength(3);

    const restored = await store.latest();
    const resumed = await openCountedLog(path, restored?.state);
    expect(resumed.count).toBe(2);
    await resumed.append({ n: 4 });
    expect(resumed.count).toBe(3);
    await resumed.close();
    expect(await lines()).toEqual(['{"n":1}', '{"n":2}', '{"n":4}']);
  });

  it('begin afresh where nothing is resumed', async () => {
    const first = await openCountedLog(path);
    await first.append({ n: 1 });
    await first.close();
    const second = await openCountedLog(path);
    expect(second.count).toBe(0);
    await second.append({ n: 2 });
    await second.close();
    expect(await lines()).toEqual(['{"n":2}']);
  });
});

describe('countingStore', () => {
  it('brings the log onto the disk first, and tells when the checkpoint is there', async () => {
    const happened: string[] = [];
    const store = memoryCheckpoints();
    const counting = countingStore(
      {
        save: (state) => {
          happened.push('saved');
          return store.save(state);
        },
        latest: () => store.latest(),
      },
      {
        count: 5,
        sync: () => {
          happened.push('synced');
          return Promise.resolve();
        },
      },
      () => {
        happened.push('told');
        return Promise.resolve();
      },
    );
    await counting.save(STATE);
    expect(happened).toEqual(['synced', 'saved', 'told']);
  });

  it('shows the learner its own state alone', async () => {
    const store = memoryCheckpoints();
    const log = { count: 5, sync: () => Promise.resolve() };
    const counting = countingStore(store, log);
    expect(await counting.latest()).toBeUndefined();
    await counting.save(STATE);
    expect((await counting.latest())?.state.json).toEqual({ own: 1 });
    const kept = (await store.latest())?.state;
    expect(kept?.json).not.toEqual({ own: 1 });
    expect(withoutCount(kept ?? STATE)).toEqual((await counting.latest())?.state);
  });
});
