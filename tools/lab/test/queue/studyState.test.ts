import type { QueuedRun } from '../../src/queue/runQueue.ts';
import {
  describeSummary,
  runStates,
  stateTable,
  summariseStudy,
} from '../../src/queue/studyState.ts';
import type { RunState } from '../../src/queue/studyState.ts';

const record = { recipe: 'a/b', preset: 'quick', seed: 1, config: {} };
const runs = {
  group: {
    recipe: 'a/b',
    runs: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, label: `run ${name}`, record })),
  },
  done: new Set(['a']),
  aside: new Set(['d']),
};
const stored = {
  done: new Map([['a', { seconds: 60, worker: 'w1' }]]),
  aside: new Map([['d', { message: 'no memory', worker: 'w2', at: 0 }]]),
};
const progress = { worker: 'w3', phase: 'main', done: 25, total: 100, rate: 2, figures: {} };
const queued = new Map<string, QueuedRun>([
  // The store knows that it is finished, whatever the queue says.
  ['a', { state: 'running', failures: 1 }],
  ['b', { state: 'running', failures: 0, progress }],
  ['c', { state: 'waiting', failures: 1, message: 'no disk' }],
  ['d', { state: 'failed', failures: 3, message: 'older' }],
  ['e', { state: 'failed', failures: 3, message: 'stalled' }],
  // Finished for the queue, and lost for the store.
  ['f', { state: 'finished', failures: 0 }],
]);

describe('runStates', () => {
  it('lets the store decide what is over', () => {
    expect(runStates(runs, stored, queued)).toEqual([
      { name: 'a', label: 'run a', state: 'finished', failures: 1, seconds: 60, worker: 'w1' },
      { name: 'b', label: 'run b', state: 'running', failures: 0, progress, worker: 'w3' },
      { name: 'c', label: 'run c', state: 'waiting', failures: 1, message: 'no disk' },
      {
        name: 'd',
        label: 'run d',
        state: 'aside',
        failures: 3,
        message: 'no memory',
        worker: 'w2',
      },
      { name: 'e', label: 'run e', state: 'aside', failures: 3, message: 'stalled' },
      { name: 'f', label: 'run f', state: 'missing', failures: 0 },
    ]);
    expect(runStates(runs, stored, new Map())[1]).toMatchObject({ state: 'missing' });
  });

  it('shows what the store has where the queue cannot be asked', () => {
    const states = runStates(runs, stored, undefined);
    expect(states.map(({ state }) => state)).toEqual([
      ...['finished', 'unknown', 'unknown', 'aside', 'unknown', 'unknown'],
    ]);
    expect(describeSummary(summariseStudy(states))).toBe(
      '1 finished, 1 kept aside, 4 not finished',
    );
    expect(stateTable(states).rows[0]?.slice(0, 2)).toEqual(['run b', 'not finished']);
  });
});

describe('summariseStudy', () => {
  it('counts, and foretells by the mean of the finished runs', () => {
    const summary = summariseStudy(runStates(runs, stored, queued));
    // One waits and three quarters of one are left, at a minute each, one at a time.
    expect(summary).toEqual({
      counts: { finished: 1, running: 1, waiting: 1, aside: 2, missing: 1, unknown: 0 },
      runsPerHour: 60,
      secondsLeft: 105,
    });
    expect(describeSummary(summary)).toBe(
      '1 finished, 1 running, 1 waiting, 2 kept aside, 1 not in the queue; 60 runs an hour, 1 min 45 s left',
    );
  });

  it('shares the rest among those at work', () => {
    const one = (state: RunState['state'], seconds?: number): RunState => ({
      name: '',
      label: '',
      state,
      failures: 0,
      ...(seconds === undefined ? {} : { seconds }),
    });
    const states = [one('finished', 100), one('finished', 300), one('running'), one('running')];
    expect(summariseStudy([...states, one('waiting'), one('waiting')])).toMatchObject({
      runsPerHour: 36,
      secondsLeft: 400,
    });
    expect(summariseStudy([one('waiting')])).toMatchObject({
      runsPerHour: null,
      secondsLeft: null,
    });
    expect(describeSummary(summariseStudy([one('finished', 5)]))).toBe('1 finished');
    expect(describeSummary(summariseStudy([one('waiting')]))).toBe('1 waiting');
  });
});

describe('stateTable', () => {
  it('has what is not finished, or failed on the way', () => {
    const { rows } = stateTable(runStates(runs, stored, queued));
    expect(rows.map(([label, state]) => [label, state])).toEqual([
      ['run a', 'finished'],
      ['run b', 'running'],
      ['run c', 'waiting'],
      ['run d', 'kept aside'],
      ['run e', 'kept aside'],
      ['run f', 'missing'],
    ]);
    expect(rows[1]).toEqual(['run b', 'running', 'main 25 %', '2/s', 'w3', '', '']);
    expect(rows[3]).toEqual(['run d', 'kept aside', '', '', 'w2', '3', 'no memory']);
  });
});
