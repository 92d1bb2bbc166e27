import { register } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Survey, TrialOutcome, TrialRequest, WorkerRequest, WorkerStart } from './messages.ts';
import { createMutantSwitch } from './mutantSwitch.ts';
import { runTestFile } from './runTestFile.ts';
import type { TestFileRun } from './runTestFile.ts';

const mutants = createMutantSwitch();
let runs = 0;

/** The file under a name of its own, so that it is run again; what it imports stays loaded. */
function again(file: string): string {
  return `${file}?run=${++runs}`;
}

async function survey(file: string): Promise<Survey> {
  const whileLoading = new Set<number>();
  const byHooks = new Set<number>();
  const reached = new Map<number, Set<number>>();
  mutants.activate(0);
  mutants.record(whileLoading);
  const run = await runTestFile(again(file), {
    onLoaded: () => mutants.record(byHooks),
    onTest(place, event) {
      const own = new Set<number>();
      if (event === 'begin') reached.set(place, own);
      mutants.record(event === 'begin' ? own : byHooks);
    },
  });
  return {
    ...run,
    tests: run.tests.map((test) => ({ ...test, reached: [...(reached.get(test.place) ?? [])] })),
    whileLoading: [...whileLoading],
    byHooks: [...byHooks],
    questions: mutants.questions(),
  };
}

async function tryMutant({ id, trials, fresh, limit }: TrialRequest): Promise<TrialOutcome> {
  let reached = false;
  mutants.record(new Set());
  for (const { file, only } of trials) {
    mutants.activate(id, limit);
    const url = fresh ? `${file}?fresh=${++runs}` : again(file);
    const run = await runTestFile(url, { stopAtFailure: true, only });
    reached ||= mutants.wasAsked();
    const killedBy = failureOf(run);
    if (killedBy === undefined) continue;
    mutants.activate(0);
    const places = run.tests
      .filter(({ failure }) => failure !== undefined)
      .map(({ place }) => place);
    const without = await runTestFile(again(file), { only: places.length > 0 ? places : only });
    return { killedBy, reached, tainted: failureOf(without) !== undefined, memory: memory() };
  }
  mutants.activate(0);
  return { reached, tainted: false, memory: memory() };
}

function failureOf({ tests, failure }: TestFileRun): string | undefined {
  const failed = tests.find((test) => test.failure !== undefined);
  return failed === undefined ? failure : `${failed.name}: ${failed.failure ?? ''}`;
}

function memory(): number {
  return process.memoryUsage().rss;
}

process.once('message', (start: WorkerStart) => {
  register('./sourceHooks.ts', import.meta.url, { data: start });
  process.on('message', (request: WorkerRequest) => {
    const reply = request.kind === 'survey' ? survey(request.file) : tryMutant(request);
    void reply.then((answer) => process.send?.(answer));
  });
  process.send?.('ready');
});
// What a mutant left running may fail between two test files; within them Jest's runner has handlers of its own.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);
// Nobody waits for an answer once whoever started this process is gone; a mutant may keep its main thread from noticing.
const watch = `setInterval(() => {
  if (process.ppid !== ${process.ppid}) process.kill(process.pid, 'SIGKILL');
}, 500);`;
new Worker(watch, { eval: true }).unref();
