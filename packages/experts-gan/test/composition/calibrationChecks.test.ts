import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { checkChanges, checkPairs } from '../../src/composition/calibrationChecks.ts';

it.each([
  ['all', 'redundantPairs must be a list, got string'],
  [[[0, 1], 7], 'redundantPairs[1] must be a list of 2, got number'],
  [[[0]], 'redundantPairs[0] must be a list of 2, got one of 1'],
])('refuses %p as pairs of experts', (pairs, message) => {
  expect(() => checkPairs('owner', pairs, 3)).toThrow(new ArgumentError(`owner: ${message}`));
});

it.each([[[[0, 3]]], [[[-1, 0]]], [[[0.5, 0]]], [[['0', 0]]]])(
  'refuses pairs of experts that are not there: %p',
  (pairs) => {
    expect(() => checkPairs('owner', pairs, 3)).toThrow(/owner: redundantPairs\[0\]/);
  },
);

it.each([
  [undefined, 'usualChanges must be a list of 2, got undefined'],
  [[1], 'usualChanges must be a list of 2, got one of 1'],
])('refuses %p as what experts change', (changes, message) => {
  expect(() => checkChanges('owner', changes, 2)).toThrow(new ArgumentError(`owner: ${message}`));
});

it.each([[[0, -1]], [[0, NaN]], [[0, Infinity]], [[0, '1']]])(
  'refuses %p, which no expert can change',
  (changes) => {
    expect(() => checkChanges('owner', changes, 2)).toThrow(/owner: usualChanges\[1\]/);
  },
);

it('lets right ones pass', () => {
  checkPairs('owner', [], 0);
  checkPairs('owner', [[1, 0]], 2);
  checkChanges('owner', [0, 0.5], 2);
});
