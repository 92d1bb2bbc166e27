import { UsageError } from '@causal-mechanisms/command-line';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import {
  applyOverrides,
  combinations,
  describeOverrides,
  parseOverride,
  parseSweptKey,
} from '../../../src/command/arguments/overrides.ts';

describe('parseOverride', () => {
  it.each([
    ['iterations=10', ['iterations'], 10],
    ['a.b.c=true', ['a', 'b', 'c'], true],
    ['name=paper', ['name'], 'paper'],
    ['list=[1,{"a":null}]', ['list'], [1, { a: null }]],
    ['text="5"', ['text'], '5'],
    ['equation=a=b', ['equation'], 'a=b'],
    ['empty=', ['empty'], ''],
  ])('reads %s', (text, path, value) => {
    expect(parseOverride(text)).toEqual({ path, value });
  });

  it.each(['noequals', '=1', 'a..b=1', '.a=1', '__proto__.x=1'])('refuses %s', (text) => {
    expect(() => parseOverride(text)).toThrow(UsageError);
  });
});

describe('parseSweptKey', () => {
  it('separates values at commas outside brackets and quotes', () => {
    expect(parseSweptKey('a=1,[2,3],{"b":[4,5]},"x,y",z')).toEqual({
      path: ['a'],
      values: [1, [2, 3], { b: [4, 5] }, 'x,y', 'z'],
    });
  });

  it('refuses an empty value', () => {
    expect(() => parseSweptKey('a=1,,2')).toThrow('has an empty value');
  });
});

describe('applyOverrides', () => {
  it('sets nested keys in a copy and makes objects on the way', () => {
    const config = { a: { b: 1, c: 2 }, d: 3 };
    const changed = applyOverrides(config, [
      { path: ['a', 'b'], value: 9 },
      { path: ['e', 'f'], value: 'new' },
      { path: ['d'], value: 4 },
      { path: ['d'], value: 5 },
    ]);
    expect(changed).toEqual({ a: { b: 9, c: 2 }, d: 5, e: { f: 'new' } });
    expect(config).toEqual({ a: { b: 1, c: 2 }, d: 3 });
  });

  it('changes a part of the object that stands where a key is left out', () => {
    const defaults = { models: { a: { units: 1, layers: 2 }, b: { units: 3 } }, other: { x: 1 } };
    const set = (config: JsonObject, path: string[]) =>
      applyOverrides(config, [{ path, value: 9 }], defaults);
    expect(set({}, ['models', 'a', 'units'])).toEqual({
      models: { a: { units: 9, layers: 2 }, b: { units: 3 } },
    });
    expect(defaults.models.a.units).toBe(1);
    // What the configuration says itself is not mixed with the default, nor is what is set as a whole.
    expect(set({ models: {} }, ['models', 'a', 'units'])).toEqual({ models: { a: { units: 9 } } });
    expect(set({}, ['models'])).toEqual({ models: 9 });
    expect(set({}, ['new', 'x'])).toEqual({ new: { x: 9 } });
  });

  it('refuses a path through a number', () => {
    expect(() => applyOverrides({ a: 1 }, [{ path: ['a', 'b'], value: 2 }])).toThrow(
      '"a.b" leads through "a", which is not an object',
    );
  });
});

describe('combinations', () => {
  it('gives every combination, the last key fastest', () => {
    const keys = [
      { path: ['a'], values: [1, 2] },
      { path: ['b', 'c'], values: ['x', 'y'] },
    ];
    expect(combinations(keys).map(describeOverrides)).toEqual([
      'a=1 b.c=x',
      'a=1 b.c=y',
      'a=2 b.c=x',
      'a=2 b.c=y',
    ]);
  });
});
