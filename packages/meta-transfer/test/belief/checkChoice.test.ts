import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { checkChoice } from '../../src/belief/checkChoice.ts';

describe('checkChoice', () => {
  it('takes what is one of the choices and names all of them where it is not', () => {
    expect(() => checkChoice('f', 'kind', 'b', ['a', 'b'])).not.toThrow();
    expect(() => checkChoice('f', 'kind', 'c', ['a', 'b'])).toThrow(ArgumentError);
    expect(() => checkChoice('f', 'kind', null, ['a', 'b'])).toThrow(
      'f: kind must be one of a, b, got null',
    );
  });
});
