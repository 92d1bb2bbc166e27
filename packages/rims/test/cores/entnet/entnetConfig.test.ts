import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveEntnetConfig } from '../../../src/cores/entnet/entnetConfig.ts';

it('fills in the sizes', () => {
  expect(resolveEntnetConfig({ inputWidth: 8 })).toEqual({
    inputWidth: 8,
    slots: 8,
    slotWidth: 32,
  });
  const least = { inputWidth: 1, slots: 1, slotWidth: 1 };
  expect(resolveEntnetConfig(least)).toEqual(least);
});

it.each<[string, object]>([
  ['no slots', { slots: 0 }],
  ['half a slot', { slots: 1.5 }],
  ['slots of no width', { slotWidth: 0 }],
  ['no input', { inputWidth: 0 }],
  ['an unknown key', { keys: 4 }],
])('refuses %s', (_, bad) => {
  const resolve = () => resolveEntnetConfig({ inputWidth: 8, ...bad });
  expect(thrownCode(resolve)).toBe('ERR_CONFIG');
  expect(resolve).toThrow(/^entnet/);
});
