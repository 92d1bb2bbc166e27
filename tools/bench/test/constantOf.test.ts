import { constantOf } from '../src/constantOf.ts';

describe('constantOf', () => {
  it('gives the value that is the same everywhere', () => {
    expect(constantOf('tensors', [40, 40, 40])).toBe(40);
    expect(constantOf('tensors', [0])).toBe(0);
  });

  it.each([
    [[40, 40, 42, 43], 'tensors: 40 after the first timed iteration, 42 after number 3'],
    [[], 'tensors: there was no iteration'],
  ])('refuses %j', (values, message) => {
    expect(() => constantOf('tensors', values)).toThrow(
      expect.objectContaining({ code: 'ERR_BENCH', message }) as Error,
    );
  });
});
