import { checkColumns, checkFinite } from '../../../src/encoder/maps/checkColumns.ts';

describe('checkColumns', () => {
  it('counts points', () => {
    expect(checkColumns('f', [Float64Array.of(1, 2), Float64Array.of(3, 4)], 2)).toBe(2);
  });

  it.each([
    [[[1, 2]], 2],
    [[[1], [1, 2]], 2],
  ])('refuses %j', (columns, dimensions) => {
    const given = columns.map((column) => Float64Array.from(column));
    expect(() => checkColumns('f', given, dimensions)).toThrow(
      /^f: columns must be 2 columns of one length/,
    );
  });
});

describe('checkFinite', () => {
  it('names the place', () => {
    checkFinite('f', 'data', [Float64Array.of(1)]);
    expect(() => {
      checkFinite('f', 'data', [Float64Array.of(1, 2), Float64Array.of(1, NaN)]);
    }).toThrow('f: data must hold finite numbers, got NaN in column 1, row 1');
  });
});
