import { nodeSatisfies } from '../src/nodeVersion.mjs';

describe('nodeSatisfies', () => {
  it.each([
    ['20.19.0', '>=20.19', true],
    ['20.20.2', '>=20.19', true],
    ['22.0.0', '>=20.19', true],
    ['20.18.9', '>=20.19', false],
    ['18.99.99', '>=20.19', false],
    ['20.19.4', '>=20.19.5', false],
    ['9.0.0', '>= 10', false],
    ['1.0.0', '^20 || ^22', true],
  ])('%s satisfies %s: %s', (version, range, expected) => {
    expect(nodeSatisfies(version, range)).toBe(expected);
  });
});
