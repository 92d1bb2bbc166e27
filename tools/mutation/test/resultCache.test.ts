import { readFileSync } from 'node:fs';
import { keyOf, openCache } from '../src/resultCache.ts';
import { inFolder } from './fixture.ts';

describe('openCache', () => {
  it('keeps results from one run to the next', () =>
    inFolder({}, (folder) => {
      const path = `${folder}/deep/results.json`;
      const first = openCache(path);
      first.set('a', 'killed');
      first.set('b', '');
      first.save();
      const second = openCache(path);
      expect([second.get('a'), second.get('b'), second.get('c')]).toEqual([
        'killed',
        '',
        undefined,
      ]);
      expect(openCache(path, true).get('a')).toBeUndefined();
    }));

  it('writes what was used last at the end', () =>
    inFolder({ 'r.json': '[["a",1],["b",2]]' }, (folder) => {
      const cache = openCache(`${folder}/r.json`);
      cache.get('a');
      cache.save();
      expect(readFileSync(`${folder}/r.json`, 'utf8')).toBe('[["b",2],["a",1]]');
    }));

  it('begins anew when the file is damaged', () =>
    inFolder({ 'r.json': '[["a",' }, (folder) => {
      expect(openCache(`${folder}/r.json`).get('a')).toBeUndefined();
    }));
});

describe('keyOf', () => {
  it('tells apart what differs in any part, or in where parts end', () => {
    expect(keyOf('a', 'bc')).toBe(keyOf('a', 'bc'));
    const keys = [
      keyOf('a', 'bc'),
      keyOf('ab', 'c'),
      keyOf('abc'),
      keyOf('a', 'b', 'c'),
      keyOf(1, 2),
    ];
    expect(new Set(keys).size).toBe(5);
  });
});
