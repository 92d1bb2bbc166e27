import { ArgumentError, patience } from '../../src/index.ts';
import type { PatienceOptions } from '../../src/index.ts';

const stops = (losses: readonly number[], options: PatienceOptions) =>
  patience(
    'loss',
    options,
  )(losses.map((loss, step) => ({ step, scalars: { loss, other: -step } })));

it.each<[readonly number[], PatienceOptions, boolean]>([
  [[], { evaluations: 1 }, false],
  [[5], { evaluations: 1 }, false],
  [[5, 5], { evaluations: 1 }, true],
  [[5, 4], { evaluations: 1 }, false],
  [[5, 6, 7], { evaluations: 2 }, true],
  [[5, 6, 4], { evaluations: 2 }, false],
  [[5, 6, 4, 4.5], { evaluations: 2 }, false],
  [[5, 6, 7], { evaluations: 2, larger: true }, false],
  [[7, 6, 5], { evaluations: 2, larger: true }, true],
  [[5, 4.9, 4.8], { evaluations: 2, margin: 0.5 }, true],
  [[5, 4.4, 4.3], { evaluations: 2, margin: 0.5 }, false],
  [[NaN, 3], { evaluations: 1 }, false],
  [[3, NaN], { evaluations: 1 }, true],
])('after %j with %j: %s', (losses, options, expected) => {
  expect(stops(losses, options)).toBe(expected);
});

it('refuses settings out of their range, and evaluations without the figure', () => {
  expect(() => patience('loss', { evaluations: 0 })).toThrow(ArgumentError);
  expect(() => patience('loss', { evaluations: 1, margin: -1 })).toThrow(ArgumentError);
  expect(() => patience('los', { evaluations: 1 })([{ step: 3, scalars: { loss: 1 } }])).toThrow(
    /step 3 has no figure "los" \(it has: loss\)/,
  );
});
