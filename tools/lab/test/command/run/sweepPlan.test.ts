import { planSweep } from '../../../src/command/run/sweepPlan.ts';
import type { SweepCommand } from '../../../src/command/run/sweepPlan.ts';
import { parseCommandLine } from '../../../src/command/arguments/arguments.ts';
import { slowRecipe } from '../../queue/slowRecipe.ts';

const plan = (text: string) =>
  planSweep(slowRecipe(), parseCommandLine(`sweep test/slow ${text}`.split(' ')) as SweepCommand, {
    workingDirectory: '/',
  });
const names = (text: string): string[] => plan(text).runs.map(({ name }) => name);

describe('planSweep', () => {
  it('takes every combination, or draws', () => {
    expect(names('--set factor=1,2 --seeds 1,2')).toEqual([
      '1-seed1',
      '1-seed2',
      '2-seed1',
      '2-seed2',
    ]);
    expect(names('--seeds 1..3')).toEqual(['seed1', 'seed2', 'seed3']);
    const drawn = plan('--set factor=integer(1,1000) --random 4');
    expect(drawn.runs).toHaveLength(4);
    expect(new Set(drawn.runs.map(({ record }) => record.config['factor'])).size).toBe(4);
    expect(drawn).not.toHaveProperty('halving');
  });

  it('begins with the first rung, seeds of a setting together', () => {
    const { runs, halving } = plan(
      '--set factor=1,2 --seeds 1,2 --halving steps=2,4 --best highest:total',
    );
    expect(halving).toMatchObject({ keepOneOf: 3, measure: 'total' });
    expect(
      runs.map(({ setting, rung, label, record }) => [
        setting,
        rung,
        label,
        record.config['steps'],
      ]),
    ).toEqual([
      [0, 0, 'factor=1, seed 1, steps=2', 2],
      [0, 0, 'factor=1, seed 2, steps=2', 2],
      [1, 0, 'factor=2, seed 1, steps=2', 2],
      [1, 0, 'factor=2, seed 2, steps=2', 2],
    ]);
  });

  it.each([
    ['--set factor=integer(1,9)', 'has a range; say how many settings to draw with --random N'],
    ['--set steps=1,2 --halving steps=2,4 --best highest:total', 'leave it out of --set'],
    ['--seeds 1,2 --halving steps=2,4 --best highest:total', 'needs two settings or more'],
    ['--set factor=2 --random 3', '--random has nothing to draw from'],
    ['--seeds 1,2 --random 3', '--random has nothing to draw from'],
    ['--set factor=1,2 --halving steps=0,4 --best highest:total', 'steps'],
    ['--set factor=1,2 --halving stepz=2,4 --best highest:total', 'did you mean'],
  ])('refuses %s', (text, message) => {
    expect(() => plan(text)).toThrow(message);
  });
});
