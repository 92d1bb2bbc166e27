import { factorState, outsideMap } from '../../src/interventions/factorState.ts';
import { identityCurve } from '../../src/prior/factorCurve.ts';
import { vectorContext } from './contexts.ts';
import { plainPendulum } from './models.ts';

it('gives the values of factors in their units', () => {
  const latents = Float64Array.of(-1, 0, 1, 2, 8, 9, 0, 0, 0, 0, 8, 9);
  const { values } = factorState(latents, 6, vectorContext().scaling);
  expect(Array.from(values)).toEqual([0, 5, 10, 15, 5, 5, 5, 5]);
});

it('warns where a map only goes straight on', () => {
  const bent = { ...identityCurve, bent: [-1, 1] as const };
  const structure = { ...plainPendulum(), curves: [bent, bent, identityCurve, bent] };
  const before = Float64Array.of(0, 0, 0, 2, 8, 9, 0, 3, 0, 0, 8, 9);
  const after = Float64Array.of(1.5, 0, 5, 2, 8, 9, 1, 0, 0, 0.5, 8, 9);
  const names = ['a', 'b', 'c', 'd'];
  const found = outsideMap(structure, names, before, after);
  expect(found).toEqual([
    {
      kind: 'outside-map',
      factor: 'a',
      message: 'the latent of a is outside the map of the prior, [-1.00, 1.00], in 1 of 2 rows',
    },
    {
      kind: 'outside-map',
      factor: 'b',
      message: 'the latent of b is outside the map of the prior, [-1.00, 1.00], in 1 of 2 rows',
    },
  ]);
  expect(outsideMap(structure, names, before, before)).toEqual([]);
});
