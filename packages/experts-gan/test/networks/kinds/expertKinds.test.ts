import { expertKinds } from '../../../src/networks/kinds/expertKinds.ts';
import { smallConfig } from '../../support.ts';

it('gives every expert its kind, of the sizes of the configuration', () => {
  const config = {
    ...smallConfig,
    experts: 3,
    filters: 4,
    kinds: ['paper', 'wide', 'paper'],
  } as const;
  const kinds = expertKinds(config, [16, 16, 2]);
  expect(kinds.map(({ multiple }) => multiple)).toEqual([1, 4, 1]);
  expect(kinds[2]).toBe(kinds[0]);
  expect(kinds[2]?.layout.specs[0]?.shape).toEqual([3, 3, 2, 4]);
});
