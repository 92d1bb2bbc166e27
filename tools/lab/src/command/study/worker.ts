import { randomBytes } from 'node:crypto';
import { hostname, tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { nodeFileSystem } from '@causal-mechanisms/tensor-utils/node';
import { connectQueue, disconnectQueue } from '../../queue/queueConnection.ts';
import type { RunSite } from '../../queue/performRun.ts';
import { runQueue } from '../../queue/runQueue.ts';
import { runWorker } from '../../queue/runWorker.ts';
import { workerScratch } from '../../queue/workerScratch.ts';
import type { WorkerScratch } from '../../queue/workerScratch.ts';
import type { QueueError } from '../../store/studyErrors.ts';
import type { StudyRecord } from '../../queue/studyRecords.ts';
import { codeFingerprint } from '../../queue/codeFingerprint.ts';
import { fileAccessError } from '../../run/files/fileAccess.ts';
import type { Terminal } from '../../run/world.ts';
import type { Command } from '../arguments/arguments.ts';
import type { Lab } from '../lab.ts';
import { createGroupBars } from '../run/groupBars.ts';
import { studySite } from './site.ts';

type WorkerCommand = Extract<Command, { command: 'worker' }>;

/** Seconds that a worker waits for a queue that went away. */
const PATIENCE = 600;

/** Studies whose record stays in memory. */
const RECORDS = 4;

/**
 * `lab worker`: takes runs of studies from a queue. It ends well where it is asked to stop: its runs go back to the queue.
 *
 * @param command - What was asked for.
 * @param lab - The recipes; terminal, clock, environment.
 * @throws WorkerError where a job needs another worker; QueueError where the queue stays away.
 */
export async function worker(command: WorkerCommand, lab: Lab): Promise<void> {
  const { address, store } = await studySite(command, lab);
  const gone: { error?: QueueError } = {};
  const controller = new AbortController();
  const connection = await connectQueue(address, {
    patience: PATIENCE,
    onGone: (error) => {
      gone.error = error;
      controller.abort();
    },
  });
  const queue = runQueue(connection, address.shown);
  const name = `${hostname()}-${process.pid}-${randomBytes(2).toString('hex')}`;
  const scratch = await scratchFolder(command.scratch, lab);
  // Lines, and no bars: those would become as many as there are runs.
  const lines: Terminal = {
    out: (text) => lab.terminal.out(text),
    note: (text) => lab.terminal.note(text),
  };
  const bars = createGroupBars(lines, () => lab.now());
  const note = (text: string): void => lab.terminal.note(text);
  note(`worker ${name}: queue ${address.shown}, store ${store.shown}`);
  const site: RunSite = {
    lab,
    store,
    worker: name,
    code: await codeFingerprint(lab.repositoryRoot),
    anyCode: command['any-code'],
    scratch: scratch.path,
    saveEvery: 60_000 * command['save-every'],
    ...(command.data === undefined ? {} : { data: resolve(lab.workingDirectory, command.data) }),
    known: rememberRecords(),
  };
  const idle = command['end-when-idle'];
  try {
    const tally = await runWorker(site, {
      connection,
      queue,
      jobs: command.jobs,
      lostAfter: 1000 * command['lost-after'],
      ...(idle === undefined ? {} : { endWhenIdle: 1000 * idle }),
      show: (label) => {
        const bar = bars.add(label);
        return { note: (text) => bar.note(text), onProgress: (state) => bar.show(state) };
      },
      note,
      signal: AbortSignal.any([lab.signal, controller.signal]),
    });
    if (gone.error !== undefined) throw gone.error;
    if (command.json) lab.terminal.out(JSON.stringify({ worker: name, ...tally }));
    else {
      lab.terminal.out(
        `worker ${name}: runs finished: ${tally.finished}, by others: ${tally.known}, failed: ${tally.failed}, handed back: ${tally.handedBack}`,
      );
    }
  } finally {
    bars.stop();
    await queue.close();
    disconnectQueue(connection);
    await scratch.remove();
  }
}

async function scratchFolder(given: string | undefined, lab: Lab): Promise<WorkerScratch> {
  const path = given === undefined ? tmpdir() : resolve(lab.workingDirectory, given);
  try {
    if (given === undefined) return await workerScratch(path);
    await nodeFileSystem.makeFolder(path);
    return { path, remove: () => Promise.resolve() };
  } catch (error) {
    throw fileAccessError(`make the folder ${path}`, error);
  }
}

/** What was asked for when a study began never changes. */
function rememberRecords(): RunSite['known'] {
  const records = new Map<string, StudyRecord>();
  return async (study, read) => {
    const before = records.get(study);
    if (before !== undefined) return before;
    const record = await read();
    if (record === undefined) return undefined;
    const [oldest] = records.keys();
    if (records.size >= RECORDS && oldest !== undefined) records.delete(oldest);
    records.set(study, record);
    return record;
  };
}
