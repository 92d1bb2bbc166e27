import { UsageError } from '@causal-mechanisms/command-line';
import { typedCommands } from '../../src/verify/commandWords.ts';
import { measuredCommand } from '../../src/verify/measuredCommand.ts';
import type { MeasuredCommand } from '../../src/verify/measuredCommand.ts';
import { PageError } from '../../src/verify/pageError.ts';
import { tinyReader } from './support.ts';

function read(line: string): MeasuredCommand {
  const [typed] = typedCommands([line], { page: 'a.md', line: 5 });
  if (typed === undefined) throw new Error('no command');
  return measuredCommand(typed, tinyReader());
}

describe('measuredCommand', () => {
  it('plans what the lab would run, one run for each seed', () => {
    const { plan, ...rest } = read('A=1 npm run lab -- run test/parts --preset small --seeds 2..4');
    expect(rest).toEqual({
      place: { page: 'a.md', line: 5 },
      script: 'lab',
      args: ['run', 'test/parts', '--preset', 'small', '--seeds', '2..4'],
      environment: { A: '1' },
      seeds: [2, 3, 4],
    });
    expect(plan?.recipe.name).toBe('test/parts');
    expect(plan?.runs.map(({ record }) => [record.preset, record.seed])).toEqual([
      ['small', 2],
      ['small', 3],
      ['small', 4],
    ]);
  });

  it.each([
    ['npm run lab -- run test/parts', [1]],
    ['npm run lab -- train meta-transfer --table a.csv --environment b --seed 3', [3]],
    ['npm run lab -- train meta-transfer --table a.csv --environment b', [1]],
    ['npm run fuzz -- --count 10 --seed 7', [7]],
    ['npm run bench -- rims --pairs 5', undefined],
    ['npm run bench', undefined],
    ['npm run lab -- run --resume runs/a', undefined],
    ['npm run lab -- list', undefined],
  ])('knows the seeds of %s: %j', (line, seeds) => {
    expect(read(line).seeds).toEqual(seeds);
  });

  it('knows the short forms of npm', () => {
    expect(read('npm test -- packages/a')).toMatchObject({ script: 'test', args: ['packages/a'] });
    expect(read('npm test')).toMatchObject({ script: 'test', args: [] });
  });

  it('plans nothing but runs', () => {
    expect(read('npm run bench').plan).toBeUndefined();
    expect(read('npm run lab -- run --resume runs/a').plan).toBeUndefined();
  });

  it.each([
    ['npx lab run', 'expected "npm run lab -- ..." or another script, got "npx lab run"'],
    ['npm run lab run test/parts', 'expected "npm run lab -- ..."'],
    ['npm install', 'expected "npm run lab -- ..."'],
    ['npm test --x', 'expected "npm run lab -- ..."'],
    ['npm start', 'package.json has no script "start"'],
    ['npm run labs -- list', 'package.json has no script "labs"'],
    ['npm run lab -- run test/part', 'does not run: unknown recipe "test/part"'],
    ['npm run lab -- run test/parts --preset paprer', 'did you mean "paper"?'],
    ['npm run lab -- run test/parts --set x=1', 'does not run: '],
    ['npm run lab -- run test/parts --seed x', 'does not run: seeds must be integers'],
    ['npm run lab -- sweep test/parts --set x=1,2', 'does not run: '],
    ['npm run fuzz -- --seed x', 'does not run: seeds must be integers'],
  ])('refuses %s', (line, message) => {
    expect(() => read(line)).toThrow(`a.md:5: `);
    expect(() => read(line)).toThrow(message);
    expect(() => read(line)).toThrow(PageError);
  });

  it('keeps the error that says why', () => {
    try {
      read('npm run lab -- run test/none');
    } catch (error) {
      expect((error as PageError).cause).toBeInstanceOf(UsageError);
    }
    expect.assertions(1);
  });
});
