import { createProgress } from '../../src/run/progress.ts';
import { formatDuration } from '../../src/run/duration.ts';

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [45.4, '45 s'],
    [200, '3 min 20 s'],
    [7500, '2 h 05 min'],
    [-3, '0 s'],
  ])('%d', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('createProgress for another process', () => {
  it('reports phase, steps and figures at most five times a second, and the end', () => {
    let time = 0;
    const states: unknown[] = [];
    const nothing = () => undefined;
    const terminal = { out: nothing, note: nothing, onProgress: (it: unknown) => states.push(it) };
    const progress = createProgress(terminal, { now: () => time });
    progress.phase('competition', 10, 2);
    for (let done = 3; done <= 10; done++) {
      time += 90;
      progress.update(done, done === 5 ? { loss: '0.5' } : {});
    }
    expect(states).toEqual([
      { name: 'competition', done: 2, total: 10, figures: {} },
      { name: 'competition', done: 3, total: 10, figures: {} },
      { name: 'competition', done: 6, total: 10, figures: { loss: '0.5' } },
      { name: 'competition', done: 9, total: 10, figures: { loss: '0.5' } },
      { name: 'competition', done: 10, total: 10, figures: { loss: '0.5' } },
    ]);
  });
});

describe('createProgress without a terminal', () => {
  function start() {
    const lines: string[] = [];
    const clock = { time: 0 };
    const terminal = {
      out: () => undefined,
      note: (line: string) => {
        lines.push(line);
      },
    };
    return { lines, clock, progress: createProgress(terminal, { now: () => clock.time }) };
  }

  it('writes rate, time left and figures at most every ten seconds, and at the end', () => {
    const { lines, clock, progress } = start();
    progress.phase('competition', 100);
    for (let done = 1; done <= 100; done++) {
      clock.time += 250;
      progress.update(done, done >= 40 ? { matched: '4/4' } : {});
    }
    expect(lines).toEqual([
      'competition 1/100 | starting',
      'competition 41/100 | 4.00/s | 15 s left | matched 4/4',
      'competition 81/100 | 4.00/s | 5 s left | matched 4/4',
      'competition 100/100 | 4.00/s | 0 s left | matched 4/4',
    ]);
  });

  it('measures the rate of this process, not of the steps done before', () => {
    const { lines, clock, progress } = start();
    progress.phase('competition', 1000, 900);
    clock.time = 20_000;
    progress.update(910);
    expect(lines).toEqual(['competition 910/1000 | 0.500/s | 3 min 00 s left']);
  });

  it('says nothing outside a phase', () => {
    const { lines, progress } = start();
    progress.update(5);
    progress.stop();
    progress.note('a note');
    expect(lines).toEqual(['a note']);
  });
});
