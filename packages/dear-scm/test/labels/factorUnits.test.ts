import { factorUnits } from '../../src/labels/factorUnits.ts';
import { labelScaling } from '../../src/labels/labelScaling.ts';

it('reads the first coordinates of every row, each on its own scale', () => {
  const factors = [
    { name: 'a', kind: 'continuous' },
    { name: 'b', kind: 'continuous' },
  ] as const;
  // Means 2 and 10, standard deviations 1 and 2.
  const scaling = labelScaling([1, 8, 2, 10, 3, 12], factors, { loss: 'l2' });
  const values = factorUnits([0, 0, 99, 1, -1, 99], 3, scaling);
  expect(Array.from(values)).toEqual([2, 10, 3, 8]);
  expect(factorUnits([], 3, scaling)).toHaveLength(0);
});
