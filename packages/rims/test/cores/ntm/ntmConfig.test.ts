import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveNtmConfig } from '../../../src/cores/ntm/ntmConfig.ts';

it('has the sizes of the paper’s copying task where nothing is said', () => {
  expect(resolveNtmConfig({ inputWidth: 8 })).toEqual({
    inputWidth: 8,
    controllerUnits: 100,
    slots: 128,
    slotWidth: 20,
    readHeads: 1,
    writeHeads: 1,
  });
});

it('takes the smallest sizes that there are', () => {
  const least = {
    inputWidth: 1,
    controllerUnits: 1,
    slots: 3,
    slotWidth: 1,
    readHeads: 1,
    writeHeads: 1,
  };
  expect(resolveNtmConfig(least)).toEqual(least);
});

it.each<[string, object]>([
  ['two slots, which cannot be shifted apart', { slots: 2 }],
  ['no units', { controllerUnits: 0 }],
  ['half a number per slot', { slotWidth: 2.5 }],
  ['no head that reads', { readHeads: 0 }],
  ['no head that writes', { writeHeads: 0 }],
  ['more heads than can be meant', { writeHeads: 257 }],
  ['no input', { inputWidth: 0 }],
  ['an unknown key', { slotts: 4 }],
])('refuses %s', (_, bad) => {
  const resolve = () => resolveNtmConfig({ inputWidth: 8, ...bad });
  expect(thrownCode(resolve)).toBe('ERR_CONFIG');
  expect(resolve).toThrow(/^ntm config: /);
});
