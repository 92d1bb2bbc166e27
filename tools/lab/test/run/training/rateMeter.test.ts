import { RateMeter } from '../../../src/run/training/rateMeter.ts';

describe('RateMeter', () => {
  it('tells steps per second over the last half minute, and the time left', () => {
    let time = 0;
    const meter = new RateMeter(() => time, 10);
    expect(meter.show(10, 100)).toBe('starting');
    time = 10_000;
    meter.mark(30);
    expect(meter.show(30, 100)).toBe('2.00/s | 35 s left');
    // Twice as fast from here on: after half a minute what was before does not count.
    for (let done = 34; done <= 174; done += 4) {
      time += 1000;
      meter.mark(done);
    }
    expect(meter.show(174, 214)).toBe('4.00/s | 10 s left');
  });

  it('promises nothing while nothing moves', () => {
    let time = 0;
    const meter = new RateMeter(() => time, 0);
    time = 5000;
    meter.mark(0);
    expect(meter.show(0, 10)).toBe('starting');
  });
});
