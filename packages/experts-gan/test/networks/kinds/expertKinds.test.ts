import { expertKinds } from '../../../src/networks/kinds/expertKinds.ts';
import { smallConfig } from '../../support.ts';

it('gives every expert a kind, of the sizes of the configuration', () => {
  const kinds = expertKinds({ ...smallConfig, experts: 3, filters: 4 }, [16, 16, 2]);
  expect(kinds).toHaveLength(3);
  expect(kinds[2]?.layout.specs[0]?.shape).toEqual([3, 3, 2, 4]);
});
