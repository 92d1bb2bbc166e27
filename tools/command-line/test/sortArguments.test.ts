import { expectPositionals, sortArguments } from '../src/sortArguments.ts';

const OPTIONS = {
  json: { takes: 'nothing' },
  out: { takes: 'value' },
  set: { takes: 'values' },
} as const;

const refusal = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe('sortArguments', () => {
  it('parts words from options, in both spellings', () => {
    const args = ['first', '--out', 'a', '--set=x=1', '--json', 'second', '--set', 'y=2', '--json'];
    const { positionals, given } = sortArguments(args, OPTIONS);
    expect(positionals).toEqual(['first', 'second']);
    expect([...given]).toEqual([
      ['out', ['a']],
      ['set', ['x=1', 'y=2']],
      ['json', ['']],
    ]);
  });

  it('takes a value that begins with dashes after an equals sign', () => {
    expect(sortArguments(['--out=--json'], OPTIONS).given.get('out')).toEqual(['--json']);
  });

  it('takes what follows two dashes as words', () => {
    expect(sortArguments(['--', '--out'], OPTIONS)).toEqual({
      positionals: ['--out'],
      given: new Map(),
    });
  });

  it.each([
    [['--jsn'], 'unknown option "--jsn", did you mean "--json"?'],
    [['-o'], 'unknown option "-o" (known: --json, --out, --set)'],
    [['--__proto__=1'], 'unknown option "--__proto__" (known: --json, --out, --set)'],
    [['--json=yes'], '--json takes no value'],
    [['--out'], '--out needs a value'],
    [['--out='], '--out needs a value'],
    [['--out', '--json'], '--out needs a value'],
    [['--set'], '--set needs a value'],
    [['--out', 'a', '--out=b'], '--out may be given once only'],
  ])('refuses %j', (args, message) => {
    expect(refusal(() => sortArguments(args, OPTIONS))).toMatchObject({
      code: 'ERR_USAGE',
      message,
    });
  });
});

describe('expectPositionals', () => {
  it('accepts both bounds and nothing beyond', () => {
    for (const words of [['a'], ['a', 'b']]) {
      expect(refusal(() => expectPositionals('run', words, 1, 2))).toBeUndefined();
    }
    expect(refusal(() => expectPositionals('run', [], 1, 2))).toMatchObject({
      code: 'ERR_USAGE',
      message: 'run: too few arguments; see --help',
    });
    expect(refusal(() => expectPositionals('run', ['a', 'b', 'c'], 1, 2))).toMatchObject({
      code: 'ERR_USAGE',
      message: 'run: unexpected argument "c"',
    });
  });
});
