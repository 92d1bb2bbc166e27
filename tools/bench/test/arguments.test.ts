import { parseCommandLine } from '../src/arguments.ts';

const refusal = (...args: string[]): { code?: string; message?: string } => {
  try {
    parseCommandLine(args);
  } catch (error) {
    return error as { code: string; message: string };
  }
  return {};
};

describe('parseCommandLine', () => {
  it('has the sizes of the paper and five pairs by default', () => {
    expect(parseCommandLine(['experts-gan'])).toEqual({
      help: false,
      name: 'experts-gan',
      sizes: { experts: 10, filters: 32, batch: 32, iterations: 12, warmup: 3, threads: 2 },
      pairs: 5,
      json: false,
    });
  });

  it('takes every option, in both spellings', () => {
    const args = ['experts-gan', '--peer-python', '/py', '--peer=p.py', '--pairs', '7', '--json'];
    const sizes = ['--iterations=4', '--warmup', '2', '--experts', '3', '--batch', '8'];
    const rest = ['--filters', '16', '--threads', '1', '--backend', 'wasm'];
    expect(parseCommandLine([...args, ...sizes, ...rest])).toEqual({
      help: false,
      name: 'experts-gan',
      sizes: { experts: 3, filters: 16, batch: 8, iterations: 4, warmup: 2, threads: 1 },
      pairs: 7,
      backend: 'wasm',
      peerPython: '/py',
      peer: 'p.py',
      json: true,
    });
  });

  it.each([[[]], [['--help']], [['help']], [['experts-gan', '--help']]])(
    'shows help for %j',
    (args) => {
      expect(parseCommandLine(args).help).toBe(true);
    },
  );

  it.each([
    [['expert-gan'], 'unknown benchmark "expert-gan", did you mean "experts-gan"?'],
    [['experts-gan', '--pair', '3'], 'unknown option "--pair", did you mean "--pairs"?'],
    [['experts-gan', '--backend', 'wsm'], 'unknown backend "wsm", did you mean "wasm"?'],
    [['elephant'], 'unknown benchmark "elephant" (known: experts-gan)'],
    [['experts-gan', '--pairs', '0'], '--pairs takes an integer of at least 1, got "0"'],
    [['experts-gan', '--pairs', '2.5'], '--pairs takes an integer of at least 1, got "2.5"'],
    [['experts-gan', '--batch', '1'], '--batch takes an integer of at least 2, got "1"'],
    [['experts-gan', '--pairs'], '--pairs needs a value'],
    [['experts-gan', '--peer', '--json'], '--peer needs a value'],
    [['experts-gan', '--pairs', '2', '--pairs', '3'], '--pairs may be given once only'],
    [['experts-gan', '--json=yes'], '--json takes no value'],
    [['experts-gan', 'again'], 'unexpected argument "again"'],
    [['--json'], 'expected the name of a benchmark (experts-gan)'],
  ])('refuses %j', (args, message) => {
    expect(refusal(...args)).toMatchObject({ code: 'ERR_ARGUMENT', message });
  });
});
