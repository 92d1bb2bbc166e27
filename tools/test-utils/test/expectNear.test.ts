import { expectNear } from '../src/index.ts';

it('takes equal structures with numbers near enough', () => {
  expect(() => {
    expectNear({ a: [1, 2], b: 'x', c: null }, { a: [1.001, 2], b: 'x', c: null }, 0.01);
    expectNear([NaN, Infinity], [NaN, Infinity], 0);
  }).not.toThrow();
});

it.each<[unknown, unknown, string]>([
  [{ a: [1, 2] }, { a: [1, 3] }, 'at .a.1: got 2 instead of 3'],
  [[1], [1, 2], 'at .1: got undefined instead of 2'],
  [[1, 2], [1], 'at .1: got 2 instead of undefined'],
  [{ a: 'x' }, { a: 'y' }, 'at .a: got x instead of y'],
  [1, NaN, 'got 1 instead of NaN'],
  [1, '1', 'got 1 instead of 1'],
])('refuses %j for %j', (actual, expected, message) => {
  expect(() => {
    expectNear(actual, expected, 0.5);
  }).toThrow(message);
});
