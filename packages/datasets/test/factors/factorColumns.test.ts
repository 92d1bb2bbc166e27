import { addFactor, factorColumn, selectFactors } from '../../src/factors/factorColumns.ts';
import { failure } from '../testFiles.ts';
import { FIVE } from './testFactors.ts';

describe('factorColumn', () => {
  it('copies the values of a factor', () => {
    const column = factorColumn(FIVE, 'angle');
    expect([...column]).toEqual([100, 101, 102, 103, NaN]);
    column[0] = 0;
    expect(FIVE.values[0]).toBe(100);
  });

  it('names the factor that was meant', () => {
    expect(() => factorColumn(FIVE, 'angel')).toThrow(
      failure(
        'ERR_ARGUMENT',
        '^factorColumn\\(five\\): there is no factor "angel" among angle, odd; did you mean "angle"',
      ),
    );
    expect(() => factorColumn(FIVE, 'temperature')).toThrow(
      failure('ERR_ARGUMENT', 'among angle, odd$'),
    );
  });
});

describe('selectFactors', () => {
  it('takes factors in an order', async () => {
    const turned = selectFactors(FIVE, ['odd', 'angle']);
    expect(turned.factors.map(({ name }) => name)).toEqual(['odd', 'angle']);
    expect([...turned.values]).toEqual([0, 100, 1, 101, 0, 102, 1, 103, 0, NaN]);
    const one = selectFactors(FIVE, ['odd']);
    expect([...one.values]).toEqual([0, 1, 0, 1, 0]);
    const out = new Float32Array(2);
    await one.read(Int32Array.of(3), out);
    expect([...out]).toEqual([3, 30]);
  });

  it.each([
    ['no factor', [], 'no factors'],
    ['a factor twice', ['odd', 'odd'], '"odd" is there twice'],
    ['an unknown one', ['even'], 'no factor "even"'],
  ])('refuses %s', (_, names, message) => {
    expect(() => selectFactors(FIVE, names)).toThrow(
      failure('ERR_ARGUMENT', `^selectFactors.*${message}`),
    );
  });
});

describe('addFactor', () => {
  it('puts a column behind the others', () => {
    const more = addFactor(FIVE, { name: 'late', kind: 'binary' }, [0, 0, NaN, 1, 1]);
    expect(more.factors.map(({ name }) => name)).toEqual(['angle', 'odd', 'late']);
    expect([...more.values]).toEqual([100, 0, 0, 101, 1, 0, 102, 0, NaN, 103, 1, 1, NaN, 0, 1]);
    expect(FIVE.factors).toHaveLength(2);
  });

  it('refuses a name that is there, another number of values, and impossible ones', () => {
    const late = { name: 'late', kind: 'binary' } as const;
    expect(() => addFactor(FIVE, { ...late, name: 'odd' }, [0, 0, 0, 0, 0])).toThrow(
      failure('ERR_ARGUMENT', '^addFactor\\(five\\): factor "odd" is there twice'),
    );
    expect(() => addFactor(FIVE, late, [0, 1])).toThrow(failure('ERR_SHAPE', '"late", got 2'));
    expect(() => addFactor(FIVE, late, [0, 1, 0, 1, 2])).toThrow(failure('ERR_VALUES', 'got 2'));
  });
});
