import { EXIT } from '../src/exitCode.ts';

describe('EXIT', () => {
  it('has the codes that scripts rely on: 130 is what a shell reports after Ctrl-C', () => {
    expect(EXIT).toEqual({ done: 0, failed: 1, usage: 2, interrupted: 130 });
  });
});
