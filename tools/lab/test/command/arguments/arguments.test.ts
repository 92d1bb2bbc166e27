import { UsageError } from '@causal-mechanisms/command-line';
import { parseCommandLine } from '../../../src/command/arguments/arguments.ts';

function messageOf(args: readonly string[]): string {
  try {
    parseCommandLine(args);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  return 'no error';
}

describe('parseCommandLine', () => {
  it('reads a run with everything', () => {
    const command = parseCommandLine([
      'run',
      'experts-gan/main',
      '--preset=paper',
      '--seeds',
      '1..3',
      '--set',
      'iterations=10',
      '--set=classifier.images=64',
      '--data',
      'd',
      '--out',
      'o',
      '--backend',
      'wasm',
      '--dry-run',
      '--json',
    ]);
    expect(command).toEqual({
      command: 'run',
      recipe: 'experts-gan/main',
      preset: 'paper',
      seeds: [1, 2, 3],
      overrides: [
        { path: ['iterations'], value: 10 },
        { path: ['classifier', 'images'], value: 64 },
      ],
      data: 'd',
      out: 'o',
      backend: 'wasm',
      dryRun: true,
      json: true,
      verbose: false,
    });
  });

  it('needs no recipe to go on with a run', () => {
    expect(parseCommandLine(['run', '--resume', 'runs/a'])).toMatchObject({ resume: 'runs/a' });
  });

  it('reads the other commands', () => {
    expect(parseCommandLine([])).toMatchObject({ command: 'help' });
    expect(parseCommandLine(['run', '--help'])).toMatchObject({ command: 'help', topic: 'run' });
    expect(parseCommandLine(['run', 'a/b', '--help'])).toMatchObject({
      topic: 'run',
      recipe: 'a/b',
    });
    expect(parseCommandLine(['report', 'a', '--help'])).not.toHaveProperty('recipe');
    expect(parseCommandLine(['help'])).not.toHaveProperty('topic');
    expect(parseCommandLine(['help', 'sweep', 'a/b'])).toMatchObject({
      command: 'help',
      topic: 'sweep',
      recipe: 'a/b',
    });
    expect(() => parseCommandLine(['help', 'swep'])).toThrow('did you mean "sweep"?');
    expect(parseCommandLine(['--version'])).toMatchObject({ command: 'version' });
    expect(parseCommandLine(['run', '--resume', 'a', '--jobs', '3'])).toMatchObject({ jobs: 3 });
    for (const jobs of ['0', '1.5', 'two', '257']) {
      expect(() => parseCommandLine(['run', 'a/b', '--jobs', jobs])).toThrow(
        `--jobs takes an integer from 1 to 256, got "${jobs}"`,
      );
    }
    expect(parseCommandLine(['list', '--json'])).toMatchObject({ command: 'list', json: true });
    expect(parseCommandLine(['report', 'a', 'b'])).toMatchObject({ runs: ['a', 'b'] });
    expect(parseCommandLine(['runs'])).toEqual({ command: 'runs', json: false, verbose: false });
    expect(parseCommandLine(['runs', 'a'])).toMatchObject({ command: 'runs', folder: 'a' });
    expect(parseCommandLine(['verify', 'a', 'b#c', '--all'])).toMatchObject({
      command: 'verify',
      targets: ['a', 'b#c'],
      all: true,
      check: false,
    });
    expect(parseCommandLine(['data', 'get', 'mnist'])).toMatchObject({
      action: 'get',
      name: 'mnist',
    });
    expect(parseCommandLine(['sweep', 'r', '--set', 'a=1,2', '--set', 'b=x'])).toMatchObject({
      keys: [
        { path: ['a'], values: [1, 2] },
        { path: ['b'], values: ['x'] },
      ],
    });
  });

  it.each([
    [['rum', 'x'], 'unknown command "rum", did you mean "run"?'],
    [['run', 'x', '--sed', '1'], 'unknown option "--sed", did you mean "--seed"?'],
    [['run', 'x', '--dryrun'], 'unknown option "--dryrun", did you mean "--dry-run"?'],
    [['data', 'lst'], 'unknown data command "lst", did you mean "list"?'],
    [['run', 'x', '--out'], '--out needs a value'],
    [['run', 'x', '--out', '--json'], '--out needs a value'],
    [['run', 'x', '--json=1'], '--json takes no value'],
    [['run', 'x', '--out', 'a', '--out', 'b'], '--out may be given once only'],
    [['run', 'x', 'y'], 'run: unexpected argument "y"'],
    [['run'], 'run: too few arguments; see --help'],
    [['report'], 'report: too few arguments; see --help'],
    [['runs', 'x', 'y'], 'runs: unexpected argument "y"'],
    [['data', 'get'], 'data get: too few arguments; see --help'],
    [['sweep', 'x'], 'sweep: expected at least one --set key=1,2,3, or --seeds 1..10'],
    [['--seed', '1'], 'expected a command before "--seed"; see --help'],
    [['run', 'x', '--seed', '1', '--seeds', '2'], '--seed and --seeds exclude each other'],
    [['run', 'x', '--seed', '1,2'], '--seed takes one integer, got "1,2"; use --seeds for several'],
  ])('refuses %j', (args, message) => {
    expect(messageOf(args)).toBe(message);
  });

  it('keeps a resumed run as it was started', () => {
    expect(messageOf(['run', '--resume', 'a', '--seed', '2', '--set', 'a=1'])).toContain(
      'cannot be combined with --seed, --set',
    );
    for (const option of ['--data', '--backend']) {
      expect(messageOf(['run', '--resume', 'a', option, 'b'])).toContain(`with ${option}`);
    }
  });

  it('reads what is to be learned of own images', () => {
    const asked = ['train', 'dear-scm', '--images', 'i', '--labels', 'l.csv', '--graph', 'a -> b'];
    expect(parseCommandLine(asked)).toMatchObject({
      command: 'train',
      system: 'dear-scm',
      images: 'i',
      labels: 'l.csv',
      graph: ['a -> b'],
      unit: [],
      set: [],
    });
    expect(parseCommandLine(['train', 'dear-scm', '--resume', 'runs/a'])).toMatchObject({
      resume: 'runs/a',
    });
  });

  it.each([
    [['train', 'dear-scm', '--labels', 'l', '--graph', 'a -> b'], 'expected --images DIR'],
    [['train', 'dear-scm', '--images', 'i', '--graph', 'a -> b'], 'expected --labels FILE.csv'],
    [['train', 'dear-scm', '--images', 'i', '--labels', 'l'], 'expected --graph'],
    [['train', 'dear-scm', '--resume', 'r', '--side', '32'], 'cannot be combined with --side'],
    [['train', 'dear-scm', '--table', 't.csv'], 'train dear-scm: --table is for another system'],
    [['train', 'meta-transfer', '--images', 'i'], 'train meta-transfer: --images is for another'],
    [
      ['train', 'dear-scm', '--side', '20'],
      '--side takes a multiple of 16 from 16 to 256, got "20"',
    ],
    [['train', 'dear-scm', '--side', '1e2'], 'got "1e2"'],
    [['train', 'dear-scm', '--unit', 'a'], '--unit takes FACTOR=UNIT, got "a"'],
    [['train', 'dear-scn'], 'did you mean "dear-scm"'],
  ])('refuses %o', (args, message) => {
    expect(messageOf(args)).toContain(message);
  });
});
