import { formatDuration } from '../run/duration.ts';
import type { TextTable } from '../report/tables/textTable.ts';
import type { QueuedRun, RunProgress } from './runQueue.ts';
import type { AsideRun, DoneRun } from './studyRecords.ts';
import type { StudyRuns } from './studyRuns.ts';

/** How far a run of a study is. */
export interface RunState {
  /** Its name. */
  readonly name: string;
  /** What distinguishes it. */
  readonly label: string;
  /** `missing`: neither finished nor in the queue. `unknown`: not finished, and the queue could not be asked. */
  readonly state: 'finished' | 'running' | 'waiting' | 'aside' | 'missing' | 'unknown';
  /** How often it failed. */
  readonly failures: number;
  /** How far it is, where it runs. */
  readonly progress?: RunProgress;
  /** Who finished it or tried it last, where that is known. */
  readonly worker?: string;
  /** Its wall time in seconds, where it is finished. */
  readonly seconds?: number;
  /** Why it failed last, where it did. */
  readonly message?: string;
}

/** A study in figures. */
export interface StudySummary {
  /** Runs by state. */
  readonly counts: Readonly<Record<RunState['state'], number>>;
  /** Finished runs an hour at the present pace, or `null` where nothing is known of it. */
  readonly runsPerHour: number | null;
  /** Seconds until all runs so far are over, or `null` where nothing is known of it. */
  readonly secondsLeft: number | null;
}

/**
 * Puts together what store and queue know. The store is right about what is over.
 *
 * @param runs - The runs of the study.
 * @param stored - The records of those that are over, by name.
 * @param queued - What the queue knows, by name; `undefined` where it cannot be reached.
 * @returns A state for each, in order.
 */
export function runStates(
  { group, done, aside }: StudyRuns,
  stored: {
    readonly done: ReadonlyMap<string, Pick<DoneRun, 'seconds' | 'worker'>>;
    readonly aside: ReadonlyMap<string, AsideRun>;
  },
  queued: ReadonlyMap<string, QueuedRun> | undefined,
): RunState[] {
  return group.runs.map(({ name, label }) => {
    const known = queued?.get(name) ?? { state: 'missing', failures: 0 };
    const common = { name, label, failures: known.failures };
    if (done.has(name)) return { ...common, state: 'finished', ...stored.done.get(name) };
    const why = stored.aside.get(name)?.message ?? known.message;
    const message = why === undefined ? {} : { message: why };
    if (aside.has(name) || known.state === 'failed') {
      const by = stored.aside.get(name)?.worker;
      return { ...common, state: 'aside', ...message, ...(by === undefined ? {} : { worker: by }) };
    }
    if (known.state === 'running') {
      const { progress } = known;
      return {
        ...common,
        state: 'running',
        ...message,
        ...(progress === undefined ? {} : { progress, worker: progress.worker }),
      };
    }
    // Finished for the queue and not for the store: nobody will do it any more.
    const lost = queued === undefined ? 'unknown' : 'missing';
    const state = known.state === 'waiting' ? 'waiting' : lost;
    return { ...common, state, ...message };
  });
}

/**
 * @param states - Of all runs.
 * @returns How many are where, and how long the rest takes at the pace of the finished ones: as many side by side as run now, one where none does.
 */
export function summariseStudy(states: readonly RunState[]): StudySummary {
  const counts = { finished: 0, running: 0, waiting: 0, aside: 0, missing: 0, unknown: 0 };
  for (const { state } of states) counts[state] += 1;
  const times = states.flatMap(({ seconds }) => (seconds === undefined ? [] : [seconds]));
  if (times.length === 0) return { counts, runsPerHour: null, secondsLeft: null };
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const runsLeft = states.reduce((sum, { state, progress }) => {
    if (state === 'waiting') return sum + 1;
    if (state !== 'running') return sum;
    const share =
      progress === undefined || progress.total === 0 ? 0 : progress.done / progress.total;
    return sum + 1 - Math.min(1, share);
  }, 0);
  const beside = Math.max(1, counts.running);
  return {
    counts,
    runsPerHour: counts.running === 0 || mean === 0 ? null : (3600 * beside) / mean,
    secondsLeft: (runsLeft * mean) / beside,
  };
}

/**
 * @param summary - A study in figures.
 * @returns A line such as `7 finished, 3 running, 2 waiting; 42 runs an hour, 7 min 00 s left`.
 */
export function describeSummary({ counts, runsPerHour, secondsLeft }: StudySummary): string {
  const words = {
    finished: 'finished',
    running: 'running',
    waiting: 'waiting',
    aside: 'kept aside',
    missing: 'not in the queue',
    unknown: 'not finished',
  };
  const parts = (Object.keys(words) as RunState['state'][])
    .filter((state) => counts[state] > 0)
    .map((state) => `${counts[state]} ${words[state]}`);
  const pace = [
    ...(runsPerHour === null ? [] : [`${Number(runsPerHour.toPrecision(2))} runs an hour`]),
    ...(secondsLeft === null || counts.running + counts.waiting === 0
      ? []
      : [`${formatDuration(secondsLeft)} left`]),
  ];
  return [parts.join(', '), ...(pace.length === 0 ? [] : [pace.join(', ')])].join('; ');
}

/** States whose name is not what people read. */
const SHOWN: Partial<Record<RunState['state'], string>> = {
  aside: 'kept aside',
  unknown: 'not finished',
};

/**
 * @param states - Of all runs.
 * @returns A table with a row for each run that is not finished, and a word about those that failed.
 */
export function stateTable(states: readonly RunState[]): TextTable {
  const percent = ({ done, total }: RunProgress): string =>
    total === 0 ? '' : `${Math.floor((100 * done) / total)} %`;
  return {
    header: ['run', 'state', 'progress', 'rate', 'worker', 'failures', 'message'],
    rows: states
      .filter(({ state, failures }) => state !== 'finished' || failures > 0)
      .map(({ label, state, progress, worker, failures, message }) => [
        label,
        SHOWN[state] ?? state,
        progress === undefined ? '' : `${progress.phase} ${percent(progress)}`.trim(),
        typeof progress?.rate === 'number' ? `${Number(progress.rate.toPrecision(3))}/s` : '',
        worker ?? '',
        failures === 0 ? '' : String(failures),
        message ?? '',
      ]),
  };
}
