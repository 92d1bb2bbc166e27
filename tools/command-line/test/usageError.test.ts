import { expectKnown, UsageError } from '../src/usageError.ts';

const NAMES = ['run', 'report'] as const;

const refusal = (name: string): unknown => {
  try {
    return expectKnown('command', name, NAMES);
  } catch (error) {
    return error;
  }
};

describe('expectKnown', () => {
  it('gives back a known name', () => {
    expect(refusal('report')).toBe('report');
  });

  it('suggests the nearest name', () => {
    const error = refusal('reprot');
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({
      code: 'ERR_USAGE',
      message: 'unknown command "reprot", did you mean "report"?',
      data: { name: 'reprot', known: NAMES },
    });
  });

  it('lists all names where none is near', () => {
    expect(refusal('elephant')).toMatchObject({
      message: 'unknown command "elephant" (known: run, report)',
    });
  });
});
