import { readOptions, sortArguments } from '@causal-mechanisms/command-line';
import {
  ITERATION_CHOICES,
  PRESET_SIZES,
  presetsOf,
  SCALING_CHOICES,
} from '../../src/dear-scm/options.ts';

const OPTIONS = { ...ITERATION_CHOICES, ...SCALING_CHOICES };
const read = (...args: readonly string[]) => readOptions(sortArguments(args, OPTIONS), OPTIONS);

describe('presetsOf', () => {
  it('has all presets, or those that were asked for', () => {
    expect(presetsOf({ choices: read() })).toEqual(['small', 'medium']);
    expect(presetsOf({ choices: read('--presets', 'medium') })).toEqual(['medium']);
    expect(() => read('--presets', 'smal')).toThrow('did you mean "small"');
  });

  it('names sizes that compact networks take', () => {
    const sides = [
      ...Object.values(PRESET_SIZES).map(({ image }) => image),
      ...read().images.map(Number),
    ];
    expect(sides.every((side) => side > 0 && side % 16 === 0)).toBe(true);
  });
});
