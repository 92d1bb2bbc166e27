import { InterruptedError, stopIfInterrupted } from '../../src/run/interrupted.ts';

describe('stopIfInterrupted', () => {
  it('throws once the request was made, and not before', () => {
    const controller = new AbortController();
    expect(() => stopIfInterrupted(controller.signal)).not.toThrow();
    controller.abort();
    expect(() => stopIfInterrupted(controller.signal)).toThrow(InterruptedError);
  });
});

describe('InterruptedError', () => {
  it('can be told apart by its code', () => {
    expect(new InterruptedError()).toMatchObject({
      code: 'ERR_INTERRUPTED',
      name: 'InterruptedError',
      message: 'the run was interrupted',
    });
  });
});
