import { readOptions, sortArguments } from '@causal-mechanisms/command-line';
import { COMMON_OPTIONS, OPTIONS } from '../../../src/command/arguments/options.ts';

const read = (...args: string[]) => readOptions(sortArguments(args, OPTIONS.run), OPTIONS.run);

describe('OPTIONS', () => {
  it('reads one seed or several', () => {
    expect(read('--seed', '7').seed).toEqual([7]);
    expect(read('--seeds', '1..3').seeds).toEqual([1, 2, 3]);
    expect(() => read('--seed', '1..2')).toThrow('use --seeds for several');
    expect(() => read('--seed', 'x')).toThrow('seeds must be integers');
  });

  it('reads values of the configuration for a run, and lists of them for a sweep', () => {
    expect(read('--set', 'a.b=1,2').set).toEqual([{ path: ['a', 'b'], value: '1,2' }]);
    const swept = sortArguments(['--set', 'a.b=1,2'], OPTIONS.sweep);
    expect(readOptions(swept, OPTIONS.sweep).set).toEqual([{ path: ['a', 'b'], values: [1, 2] }]);
  });

  it('changes nothing where nothing is given', () => {
    expect(read()).toEqual({ set: [], 'dry-run': false });
    expect(readOptions(sortArguments([], COMMON_OPTIONS), COMMON_OPTIONS)).toEqual({
      json: false,
      verbose: false,
      help: false,
    });
  });

  it('lets a resumed run be a run alone', () => {
    expect(Object.keys(OPTIONS.sweep)).not.toContain('resume');
    expect(read('--resume', 'runs/a').resume).toBe('runs/a');
  });
});
