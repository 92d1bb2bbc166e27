import { EventEmitter } from 'node:events';
import { watchInterrupts } from '../../src/command/interrupt.ts';
import { InterruptedError, stopIfInterrupted } from '../../src/run/interrupted.ts';

function watch() {
  const source = new EventEmitter();
  const calls: string[] = [];
  const clock = { time: 1000 };
  const interrupts = watchInterrupts(source, {
    onFirst: () => calls.push('first'),
    onSecond: () => calls.push('second'),
    now: () => clock.time,
  });
  return { source, calls, clock, interrupts };
}

describe('watchInterrupts', () => {
  it('asks at the first signal and insists at the second', () => {
    const { source, calls, clock, interrupts } = watch();
    expect(interrupts.signal.aborted).toBe(false);
    source.emit('SIGINT');
    expect(interrupts.signal.aborted).toBe(true);
    clock.time += 1000;
    source.emit('SIGTERM');
    expect(calls).toEqual(['first', 'second']);
  });

  it('takes a Ctrl-C that comes twice, from terminal and launcher, for one', () => {
    const { source, calls, clock } = watch();
    source.emit('SIGINT');
    clock.time += 20;
    source.emit('SIGINT');
    expect(calls).toEqual(['first']);
  });

  it('can be asked without a signal; a signal after that insists', () => {
    const { source, calls, clock, interrupts } = watch();
    interrupts.ask();
    interrupts.ask();
    expect(interrupts.signal.aborted).toBe(true);
    expect(calls).toEqual(['first']);
    clock.time += 1000;
    source.emit('SIGINT');
    expect(calls).toEqual(['first', 'second']);
  });

  it('stops listening', () => {
    const { source, interrupts } = watch();
    interrupts.stop();
    expect(source.listenerCount('SIGINT') + source.listenerCount('SIGTERM')).toBe(0);
  });
});

describe('stopIfInterrupted', () => {
  it('throws only after the request', () => {
    const controller = new AbortController();
    expect(() => stopIfInterrupted(controller.signal)).not.toThrow();
    controller.abort();
    expect(() => stopIfInterrupted(controller.signal)).toThrow(InterruptedError);
  });
});
