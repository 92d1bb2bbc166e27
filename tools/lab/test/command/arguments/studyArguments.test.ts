import { parseCommandLine } from '../../../src/command/arguments/arguments.ts';

const parse = (text: string) => parseCommandLine(text.split(' '));

describe('readSearch', () => {
  it('reads a random search with halving', () => {
    expect(
      parse(
        'sweep a/b --set x=log(1e-3,1) --set y=1,2 --random 9 --random-seed 4 --halving n.steps=50,150 --best lowest:loss/all --keep 4',
      ),
    ).toMatchObject({
      keys: [
        { path: ['x'], values: [], range: { kind: 'log', low: 1e-3, high: 1 } },
        { path: ['y'], values: [1, 2] },
      ],
      random: { budget: 9, seed: 4 },
      halving: {
        path: ['n', 'steps'],
        budgets: [50, 150],
        keepOneOf: 4,
        goal: 'lowest',
        measure: 'loss/all',
      },
    });
    expect(parse('sweep a/b --set x=1,2 --random 3')).toMatchObject({ random: { seed: 1 } });
    expect(parse('sweep a/b --set x=1,2')).not.toHaveProperty('halving');
  });

  it.each([
    ['--random 0', '--random takes an integer from 1 to 10000, got "0"'],
    ['--random-seed 3', '--random-seed is for --random'],
    ['--halving n=1,2', 'belong together'],
    ['--best highest:m', 'belong together'],
    ['--keep 2', '--keep is for --halving'],
    ['--halving n=1 --best highest:m', '--halving takes a key with two numbers'],
    ['--halving n=2,1 --best highest:m', '--halving takes a key with two numbers'],
    ['--halving n=1,x --best highest:m', '--halving takes a key with two numbers'],
    ['--halving n=1,2 --best most:m', '--best takes highest:MEASURE'],
    ['--halving n=1,2 --best highest:m --keep 1', '--keep takes an integer of at least 2'],
  ])('refuses %s', (options, message) => {
    expect(() => parse(`sweep a/b --set x=1,2 ${options}`)).toThrow(message);
  });
});

describe('readQueued', () => {
  it('reads where runs go', () => {
    expect(
      parse('sweep a/b --seeds 1..3 --queue redis://h --store d --study s --retries 0'),
    ).toMatchObject({
      keys: [],
      seeds: [1, 2, 3],
      queued: { queue: 'redis://h', store: 'd', study: 's', retries: 0 },
    });
    expect(parse('sweep a/b --set x=1 --study s')).toMatchObject({
      queued: { study: 's', retries: 2 },
    });
    expect(parse('sweep a/b --set x=1')).not.toHaveProperty('queued');
  });

  it.each([
    ['--set x=1 --queue redis://h', 'add --study NAME'],
    ['--set x=1 --retries 1', 'add --study NAME'],
    ['--set x=1 --store /dir', '--store and --study go together'],
    ['--set x=1 --study s --jobs 2', '--jobs is for runs on this machine'],
    ['--set x=1 --study s --out d', '--out is for runs on this machine'],
    ['--study s', 'expected at least one --set key=1,2,3, or --seeds 1..10'],
    ['--study s --seed 1', 'expected at least one --set'],
  ])('refuses %s', (options, message) => {
    expect(() => parse(`sweep a/b ${options}`)).toThrow(message);
  });
});

describe('readWorker', () => {
  it('has defaults', () => {
    expect(parse('worker')).toEqual({
      command: 'worker',
      jobs: 1,
      'save-every': 5,
      'lost-after': 60,
      'any-code': false,
      json: false,
      verbose: false,
    });
    expect(parse('worker --save-every 0.5 --end-when-idle 1e2 --lost-after 5')).toMatchObject({
      'save-every': 0.5,
      'end-when-idle': 100,
      'lost-after': 5,
    });
  });

  it.each([
    '--save-every 0',
    '--save-every soon',
    '--lost-after 0.5',
    '--end-when-idle -1',
    '--jobs 0',
    'name',
  ])('refuses %s', (options) => {
    expect(() => parse(`worker ${options}`)).toThrow(/takes a|unexpected argument/);
  });
});

describe('readStudy', () => {
  it('needs a name', () => {
    expect(parse('study filters --wait --out d')).toMatchObject({
      command: 'study',
      study: 'filters',
      wait: true,
      retry: false,
      out: 'd',
    });
    expect(() => parse('study')).toThrow('too few arguments');
    expect(() => parse('study a b')).toThrow('unexpected argument');
  });
});
