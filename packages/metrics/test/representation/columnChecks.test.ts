import { checkSampleColumns } from '../../src/representation/columnChecks.ts';

describe('checkSampleColumns', () => {
  it('counts rows', () => {
    expect(checkSampleColumns('f', 'x', [[1, 2, 3], Float64Array.of(1, 2, 3)])).toBe(3);
  });

  it.each([
    ['ERR_ARGUMENT', []],
    ['ERR_ARGUMENT', [[1]]],
    [
      'ERR_SHAPE',
      [
        [1, 2],
        [1, 2, 3],
      ],
    ],
    [
      'ERR_VALUES',
      [
        [1, 2],
        [1, NaN],
      ],
    ],
  ])('refuses with %s', (code, columns) => {
    expect(() => checkSampleColumns('f', 'x', columns)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringMatching(/^f: .*x/) as string,
      }) as Error,
    );
  });
});
