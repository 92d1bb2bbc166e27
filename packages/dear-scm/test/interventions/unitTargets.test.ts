import { thrownCode } from '@causal-mechanisms/test-utils';
import { factorPlace, unitTargets } from '../../src/interventions/unitTargets.ts';
import { vectorContext } from './contexts.ts';

const { scaling } = vectorContext();

it('finds factors and scales their values', () => {
  expect(factorPlace('test', 'length', scaling)).toBe(2);
  const { latents, warnings } = unitTargets('test', { light: 10, pendulum: [0, 5] }, scaling, 2);
  expect([...latents]).toEqual([
    [1, 1],
    [0, Float64Array.of(-1, 0)],
  ]);
  expect(warnings).toEqual([]);
});

it('warns of values beyond the labels', () => {
  const { latents, warnings } = unitTargets('test', { light: [11, 3, -1] }, scaling, 3);
  expect(latents.get(1)).toEqual(Float64Array.of(1.2, -0.4, -1.2));
  expect(warnings).toEqual([
    {
      kind: 'outside-labels',
      factor: 'light',
      message: 'light = 11 and 1 more is outside the labels of training, [0, 10]',
    },
  ]);
  const crossEntropy = unitTargets('test', { light: -1 }, vectorContext('ce').scaling, 3);
  expect(crossEntropy.latents.get(1)).toBeCloseTo(-Math.log(199), 9);
  expect(crossEntropy.warnings.map(({ message }) => message)).toEqual([
    'light = -1 is outside the labels of training, [0, 10]; the end of the range stands for it',
  ]);
});

it('refuses unknown factors and impossible values', () => {
  expect(() => unitTargets('do', { lihgt: 3 }, scaling, 1)).toThrow(
    'do: there is no factor "lihgt" (did you mean "light"?)',
  );
  expect(() => factorPlace('do', 'colour', scaling)).toThrow(
    'do: there is no factor "colour" (known: pendulum, light, length, position)',
  );
  const code = (targets: Record<string, number | number[]>) =>
    thrownCode(() => unitTargets('do', targets, scaling, 2));
  expect(code({ colour: 1 })).toBe('ERR_ARGUMENT');
  expect(code({})).toBe('ERR_ARGUMENT');
  expect(code({ light: NaN })).toBe('ERR_VALUES');
  expect(code({ light: [1, Infinity] })).toBe('ERR_VALUES');
  expect(() => unitTargets('do', { light: [1] }, scaling, 2)).toThrow(
    'do: expected one value or 2 for "light", got 1',
  );
  expect(code({ light: [1, 2, 3] })).toBe('ERR_SHAPE');
  expect(() => unitTargets('do', { light: [1, 2] }, scaling, 1)).toThrow(
    'do: expected one value for "light", got 2',
  );
});

it.each(['bright', true])('refuses the target %p, which is no number', (light) => {
  expect(() => unitTargets('do', { light } as never, scaling, 2)).toThrow(
    `do: targets.light must be a number or an array of numbers, got ${JSON.stringify(light)}`,
  );
});
