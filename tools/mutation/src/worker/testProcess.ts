import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { WorkerRequest, WorkerStart } from './messages.ts';

/** What a request came to: an answer, or none in time, or the process died of it. */
export type Answer<Reply> = Reply | 'late' | 'dead';

/** A process that runs tests; started when it is first needed. */
export interface TestProcess {
  /**
   * Asks for a test run.
   *
   * @param request - The run.
   * @param milliseconds - How long to wait; after that the process is killed, and the next request starts another.
   * @returns The answer.
   */
  ask<Reply extends object>(request: WorkerRequest, milliseconds: number): Promise<Answer<Reply>>;
  /** Ends the process; the next request starts another. */
  stop(): void;
}

const startLimit = 120_000;

/**
 * Makes a process that runs tests on instrumented sources.
 *
 * @param start - Handed to the process.
 * @param workingDirectory - Of the process.
 * @returns The process; the caller stops it.
 */
export function testProcess(start: WorkerStart, workingDirectory: string): TestProcess {
  let child: ChildProcess | undefined;
  const stop = () => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  const send = async <Reply extends object | string>(
    message: object,
    milliseconds: number,
  ): Promise<Answer<Reply>> => {
    const answer = await new Promise<Answer<Reply>>((resolve) => {
      const timer = setTimeout(() => settle('late'), milliseconds);
      const onDead = () => settle('dead');
      const settle = (reply: Answer<Reply>) => {
        clearTimeout(timer);
        child?.off('message', settle as (reply: unknown) => void);
        child?.off('exit', onDead);
        resolve(reply);
      };
      child?.once('message', settle as (reply: unknown) => void);
      child?.once('exit', onDead);
      child?.send(message);
    });
    if (answer === 'late' || answer === 'dead') stop();
    return answer;
  };
  return {
    async ask(request, milliseconds) {
      if (child === undefined) {
        child = fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), {
          cwd: workingDirectory,
          execArgv: [
            '--no-warnings',
            '--conditions=@causal-mechanisms/source',
            `--import=${pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href}`,
          ],
          stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        });
        if ((await send<'ready'>(start, startLimit)) !== 'ready') return 'dead';
      }
      return send(request, milliseconds);
    },
    stop,
  };
}

/**
 * Works through a list with several processes at once.
 *
 * @param processes - The processes.
 * @param items - What there is to do, in this order.
 * @param work - Does one item.
 */
export async function shareOut<Item>(
  processes: readonly TestProcess[],
  items: readonly Item[],
  work: (item: Item, process: TestProcess) => Promise<void>,
): Promise<void> {
  const rest = [...items];
  await Promise.all(
    processes.map(async (process) => {
      for (let item = rest.shift(); item !== undefined; item = rest.shift())
        await work(item, process);
    }),
  );
}
