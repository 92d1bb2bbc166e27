import { count, flag, text, values } from '../src/options.ts';
import { readOptions } from '../src/readOptions.ts';
import { sortArguments } from '../src/sortArguments.ts';

const OPTIONS = {
  pairs: count({ means: 'pairs', byDefault: 5, least: 1 }),
  'peer-python': text({ placeholder: 'PATH', means: 'a Python' }),
  set: values({ placeholder: 'KEY=VALUE', means: 'a key' }, (given) => given.split('=')),
  json: flag('print JSON'),
};

describe('readOptions', () => {
  it('gives values under the names of their options', () => {
    const args = ['--pairs=2', '--peer-python', '/py', '--set', 'a=1', '--set=b=2', '--json'];
    const read = readOptions(sortArguments(args, OPTIONS), OPTIONS);
    const python: string | undefined = read['peer-python'];
    expect(python).toBe('/py');
    expect(read).toEqual({
      pairs: 2,
      'peer-python': '/py',
      set: [
        ['a', '1'],
        ['b', '2'],
      ],
      json: true,
    });
  });

  it('takes defaults, and leaves out what has none', () => {
    const read = readOptions(sortArguments([], OPTIONS), OPTIONS);
    expect(read).toStrictEqual({ pairs: 5, set: [], json: false });
  });

  it('names the option in the refusal, and leaves other options alone', () => {
    const sorted = sortArguments(['--pairs', 'none'], OPTIONS);
    expect(() => readOptions(sorted, OPTIONS)).toThrow('--pairs takes an integer');
    expect(readOptions(sorted, { json: OPTIONS.json })).toEqual({ json: false });
  });
});
