import { thrownCode } from '@causal-mechanisms/test-utils';
import { findRecipe } from '../../src/command/lab.ts';
import { partsRecipe } from '../run/partsRecipe.ts';

describe('findRecipe', () => {
  const recipes = [partsRecipe(), { ...partsRecipe(), name: 'test/other' }];

  it('finds the one of that name', () => {
    expect(findRecipe('test/other', { recipes })).toBe(recipes[1]);
  });

  it('suggests the nearest', () => {
    expect(() => findRecipe('test/prats', { recipes })).toThrow('did you mean "test/parts"?');
    expect(() => findRecipe('parts', { recipes })).toThrow('did you mean "test/parts"?');
    expect(() => findRecipe('test', { recipes })).toThrow(
      'unknown recipe "test", did you mean one of "test/parts", "test/other"?',
    );
    expect(thrownCode(() => findRecipe('', { recipes }))).toBe('ERR_USAGE');
  });
});
