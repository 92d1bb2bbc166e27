import { parseConfig } from '@causal-mechanisms/tensor-utils';
import { networksSchema } from '../../src/networks/networksConfig.ts';

const parse = (value: unknown) => parseConfig('test', networksSchema, value);

it('fills in the sizes of each kind', () => {
  expect(parse({ kind: 'mlp' })).toEqual({
    kind: 'mlp',
    width: 128,
    depth: 2,
    injectedNoise: true,
  });
  expect(parse({ kind: 'compact', width: 8 })).toEqual({
    kind: 'compact',
    width: 8,
    injectedNoise: true,
  });
});

it.each([
  [{ kind: 'dense' }],
  [{ kind: 'mlp', width: 0 }],
  [{ kind: 'mlp', depth: 1.5 }],
  [{ kind: 'compact', depth: 2 }],
  [{}],
])('refuses %j', (value) => {
  expect(() => parse(value)).toThrow('test: ');
});

it('has the sizes of the paper as defaults of its own kind', () => {
  expect(parse({ kind: 'paper' })).toEqual({
    kind: 'paper',
    encoder: 'resnet50',
    encoderWidth: 64,
    width: 32,
    injectedNoise: true,
  });
  expect(() => parse({ kind: 'paper', encoder: 'resnet34' })).toThrow('encoder');
});
