import { thrownCode } from '@causal-mechanisms/test-utils';
import { resolveDncConfig } from '../../../src/cores/dnc/dncConfig.ts';

it('has the sizes of the authors’ demonstration where nothing is said', () => {
  expect(resolveDncConfig({ inputWidth: 8 })).toEqual({
    inputWidth: 8,
    controllerUnits: 64,
    slots: 16,
    slotWidth: 16,
    readHeads: 4,
  });
});

it('takes the smallest sizes that there are', () => {
  const least = { inputWidth: 1, controllerUnits: 1, slots: 1, slotWidth: 1, readHeads: 1 };
  expect(resolveDncConfig(least)).toEqual(least);
});

it.each<[string, object]>([
  ['no slots', { slots: 0 }],
  ['so many slots that their links fill the memory', { slots: 4097 }],
  ['no units', { controllerUnits: 0 }],
  ['half a number per slot', { slotWidth: 2.5 }],
  ['no head that reads', { readHeads: 0 }],
  ['no input', { inputWidth: 0 }],
  ['heads that write, of which there is one', { writeHeads: 2 }],
])('refuses %s', (_, bad) => {
  const resolve = () => resolveDncConfig({ inputWidth: 8, ...bad });
  expect(thrownCode(resolve)).toBe('ERR_CONFIG');
  expect(resolve).toThrow(/^dnc config: /);
});
