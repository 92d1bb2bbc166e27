import { progressReport } from '../../src/queue/progressReport.ts';

const state = (done: number, name = 'main') => ({ name, done, total: 100, figures: { loss: '1' } });

describe('progressReport', () => {
  it('reports every two seconds, the beginning and the end', () => {
    let time = 0;
    const report = progressReport('worker-1', () => time);
    expect(report(state(0))).toEqual({
      worker: 'worker-1',
      phase: 'main',
      done: 0,
      total: 100,
      rate: null,
      figures: { loss: '1' },
    });
    time = 1000;
    expect(report(state(5))).toBeUndefined();
    time = 2000;
    expect(report(state(8))).toMatchObject({ done: 8, rate: 4 });
    time = 2100;
    expect(report(state(100))).toMatchObject({ done: 100 });
  });

  it('measures the rate of each phase from where it began', () => {
    let time = 0;
    const report = progressReport('w', () => time);
    report(state(0));
    time = 500;
    expect(report(state(40, 'next'))).toMatchObject({ phase: 'next', rate: null });
    time = 2500;
    expect(report(state(60, 'next'))).toMatchObject({ rate: 10 });
  });
});
