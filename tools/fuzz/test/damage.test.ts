import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { damage } from '../src/damage.ts';

const TEXT = new TextEncoder().encode(
  `{"step":12,"name":"abc","values":[1,2,3]}${'x'.repeat(100)}`,
);
const draw = (bytes: Uint8Array, seed: number) => damage(bytes, new RandomStream(seed));

describe('damage', () => {
  it('is the same for the same seed, leaves the file alone, and nearly always changes something', () => {
    const before = TEXT.slice();
    let changed = 0;
    for (let seed = 0; seed < 300; seed++) {
      const once = draw(TEXT, seed);
      expect(draw(TEXT, seed)).toEqual(once);
      if (!Buffer.from(once).equals(TEXT)) changed++;
    }
    expect(TEXT).toEqual(before);
    expect(changed).toBeGreaterThan(285);
  });

  it('makes files longer, shorter and of other words', () => {
    const all = Array.from({ length: 300 }, (_, seed) => draw(TEXT, seed));
    expect(all.some(({ length }) => length > TEXT.length + 100)).toBe(true);
    expect(all.some(({ length }) => length < TEXT.length / 2)).toBe(true);
    const texts = all.map((bytes) => Buffer.from(bytes).toString('latin1'));
    expect(texts.some((text) => /^\{"step":1e999,|[[,]1e999[,\]]/.test(text))).toBe(true);
  });

  it('takes files of any length', () => {
    for (const length of [0, 1, 3]) {
      for (let seed = 0; seed < 100; seed++) {
        expect(draw(new Uint8Array(length), seed).length).toBeLessThan(25_000);
      }
    }
  });
});
