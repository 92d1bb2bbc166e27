import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveTransformerConfig } from '../../../src/cores/transformer/transformerConfig.ts';

it('fills in the sizes', () => {
  expect(resolveTransformerConfig({ inputWidth: 8 })).toEqual({
    inputWidth: 8,
    layers: 2,
    heads: 4,
    width: 64,
    feedForward: 256,
  });
});

it('has a perceptron four times as wide as a vector, as in the paper, unless told', () => {
  expect(resolveTransformerConfig({ inputWidth: 8, width: 512 }).feedForward).toBe(2048);
  expect(resolveTransformerConfig({ inputWidth: 8, width: 8, feedForward: 3 })).toMatchObject({
    width: 8,
    feedForward: 3,
  });
});

it.each<[string, object]>([
  ['heads that cannot share out the width', { width: 10, heads: 4 }],
  ['no layers', { layers: 0 }],
  ['no heads', { heads: 0 }],
  ['a perceptron without units', { feedForward: 0 }],
  ['no input', { inputWidth: 0 }],
  ['an unknown key', { depth: 4 }],
])('refuses %s', (_, bad) => {
  const resolve = () => resolveTransformerConfig({ inputWidth: 8, ...bad });
  expect(thrownCode(resolve)).toBe('ERR_CONFIG');
  expect(resolve).toThrow(/^transformer/);
});

it('says what the width must be', () => {
  expect(() => resolveTransformerConfig({ inputWidth: 8, width: 10, heads: 4 })).toThrow(
    'width: must be a multiple of heads',
  );
});
