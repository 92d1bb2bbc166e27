import { parseConfig } from '@causal-mechanisms/tensor-utils';
import {
  grownEntry,
  numberOfExpertsSchema,
} from '../../../../src/recipes/experts-gan/number-of-experts/settings.ts';

const resolve = (more: object = {}) => parseConfig('recipe', numberOfExpertsSchema, more);

describe('numberOfExpertsSchema', () => {
  it('has 16 and 6 experts, and adds 4 to the 6', () => {
    const config = resolve();
    expect(config.models).toEqual(['16-experts', '6-experts']);
    const grown = grownEntry(config);
    expect(grown?.label).toBe('6 experts and 4 more');
    expect([grown?.config.experts, grown?.config.iterations]).toEqual([10, 2000]);
  });

  it('adds none where grow is null', () => {
    expect(grownEntry(resolve({ grow: null }))).toBeUndefined();
  });

  it('refuses to add to a competition that is not run', () => {
    expect(() => resolve({ models: ['16-experts'] })).toThrow(
      'must be one of the models (16-experts), or grow must be null',
    );
    expect(resolve({ models: ['16-experts'], grow: null }).models).toEqual(['16-experts']);
  });
});
