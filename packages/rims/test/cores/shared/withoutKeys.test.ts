import { withoutKeys } from '../../../src/cores/shared/withoutKeys.ts';

it('copies what is left, in its order', () => {
  const value = { kind: 'lstm', units: 3, inputWidth: 2, nothing: undefined };
  const left = withoutKeys(value, 'kind', 'inputWidth');
  expect(Object.entries(left)).toEqual([
    ['units', 3],
    ['nothing', undefined],
  ]);
  expect(value.kind).toBe('lstm');
});

it('leaves all where nothing is named', () => {
  const value = { a: 1 };
  expect(withoutKeys(value)).toEqual(value);
  expect(withoutKeys(value)).not.toBe(value);
});
