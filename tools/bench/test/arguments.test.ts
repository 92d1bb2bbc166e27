import { parseCommandLine } from '../src/arguments.ts';

const refusal = (...args: string[]): { code?: string; message?: string } => {
  try {
    parseCommandLine(args);
  } catch (error) {
    return error as { code: string; message: string };
  }
  return {};
};

/** The name of the benchmark, and the request. */
const accepted = (...args: string[]) => {
  const command = parseCommandLine(args);
  return command.kind === 'help' ? 'help' : { name: command.benchmark.name, ...command.request };
};

describe('parseCommandLine', () => {
  it('has the sizes of the paper and five pairs by default', () => {
    expect(accepted('experts-gan')).toEqual({
      name: 'experts-gan',
      choices: {},
      sizes: { experts: 10, filters: 32, batch: 32, iterations: 12, warmup: 3, threads: 2 },
      pairs: 5,
      json: false,
    });
    const shared = { iterations: 12, warmup: 3, threads: 2 };
    expect(accepted('rims')).toEqual({
      name: 'rims',
      choices: { models: ['rims', 'lstm'], peers: ['grouped', 'dense'] },
      sizes: { units: 600, modules: 6, active: 4, gap: 50, batch: 64, ...shared },
      pairs: 5,
      json: false,
    });
  });

  it('takes every option, in both spellings', () => {
    const args = ['experts-gan', '--peer-python', '/py', '--peer=p.py', '--pairs', '7', '--json'];
    const sizes = ['--iterations=4', '--warmup', '2', '--experts', '3', '--batch', '8'];
    const rest = ['--filters', '16', '--threads', '1', '--backend', 'wasm'];
    expect(accepted(...args, ...sizes, ...rest)).toEqual({
      name: 'experts-gan',
      choices: {},
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
      expect(parseCommandLine(args)).toEqual({ kind: 'help' });
    },
  );

  it('takes some of several names in their own order, each once', () => {
    expect(accepted('rims', '--peers', 'dense,grouped,dense', '--models=lstm')).toMatchObject({
      choices: { models: ['lstm'], peers: ['grouped', 'dense'] },
    });
  });

  it.each([
    [['expert-gan'], 'unknown benchmark "expert-gan", did you mean "experts-gan"?'],
    [['experts-gan', '--pair', '3'], 'unknown option "--pair", did you mean "--pairs"?'],
    [['experts-gan', '--backend', 'wsm'], 'unknown backend "wsm", did you mean "wasm"?'],
    [
      ['elephant'],
      'unknown benchmark "elephant" (known: experts-gan, rims, rims-forms, rims-baselines, meta-transfer, maml, meta-transfer-graphs, dear-scm, dear-scm-scaling, dear-scm-backends)',
    ],
    [['experts-gan', '--pairs', '0'], '--pairs takes an integer of at least 1, got "0"'],
    [['experts-gan', '--pairs', '2.5'], '--pairs takes an integer of at least 1, got "2.5"'],
    [['experts-gan', '--batch', '1'], '--batch takes an integer of at least 2, got "1"'],
    [['experts-gan', '--pairs'], '--pairs needs a value'],
    [['experts-gan', '--peer', '--json'], '--peer needs a value'],
    [['experts-gan', '--pairs', '2', '--pairs', '3'], '--pairs may be given once only'],
    [['experts-gan', '--json=yes'], '--json takes no value'],
    [['experts-gan', 'again'], 'unexpected argument "again"'],
    [['rims', '--peers', 'grouped,sparse'], 'unknown --peers "sparse" (known: grouped, dense)'],
    [['rims', '--peers', 'grouped,'], 'unknown --peers "" (known: grouped, dense)'],
    [['rims', '--units', '7'], '--units must be a multiple of --modules (6), got 7'],
    [['rims', '--active', '7'], '--active must be at most --modules (6), got 7'],
    [
      ['rims', '--experts', '3'],
      '--experts is an option of experts-gan, not of rims ' +
        '(its own: --units, --modules, --active, --gap, --batch, --models, --peers)',
    ],
    [
      ['experts-gan', '--gap', '3'],
      '--gap is an option of rims and rims-forms, not of experts-gan (its own: --experts, --batch, --filters)',
    ],
    [
      ['--json'],
      'expected the name of a benchmark (experts-gan, rims, rims-forms, rims-baselines, meta-transfer, maml, meta-transfer-graphs, dear-scm, dear-scm-scaling, dear-scm-backends)',
    ],
  ])('refuses %j', (args, message) => {
    expect(refusal(...args)).toMatchObject({ code: 'ERR_USAGE', message });
  });
});
