import { causes, knownOf, readSet, writeSet } from '../../../src/panels/causes/panel.ts';

const read = (text: string) => causes.readState(new URLSearchParams(text));

describe('the address of the panel of causes', () => {
  test('says nothing at the start', () => {
    expect(causes.writeState(read(''))).toEqual({});
  });

  test('gives every state back, also one where nothing is set', () => {
    for (const state of [
      { scene: 9, set: { light: 61.5, pendulum: 0 } },
      { scene: 0, set: {} },
    ]) {
      expect(read(new URLSearchParams(causes.writeState(state)).toString())).toEqual(state);
    }
  });

  test('leaves out what cannot be understood', () => {
    expect(read('scene=-2').scene).toBe(read('').scene);
    expect(read('set=light,:5,pendulum:x,age:').set).toEqual({});
    expect(read('set=%25E0:5').set).toEqual({ '%E0': 5 });
  });

  test('leaves out factors that a model has not, and gives the same object where it has all', () => {
    const set = { light: 60, foo: 1 };
    expect(knownOf(set, ['pendulum', 'light'])).toEqual({ light: 60 });
    expect(knownOf(set, ['foo', 'light'])).toBe(set);
    expect(knownOf({ toString: 1 }, ['light'])).toEqual({});
  });

  test('keeps names with commas and colons', () => {
    const set = { 'a,b:c': 1, ['__proto__']: 2 };
    expect(readSet(writeSet(set))).toEqual(set);
  });
});
