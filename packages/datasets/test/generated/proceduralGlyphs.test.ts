import { proceduralGlyphs } from '../../src/generated/proceduralGlyphs.ts';
import { failure, pixelHash, readFirst } from '../testFiles.ts';

describe('proceduralGlyphs', () => {
  const options = { alphabets: 3, charactersPerAlphabet: 4, drawings: 5, height: 28, width: 28 };

  it('draws the same images as ever', async () => {
    const every = proceduralGlyphs({ alphabets: 5, drawings: 1 });
    expect(pixelHash(await readFirst(every))).toBe(
      'ff137c35232e8508273f03635e311237db26d622aa3904f57d9d568cb283c3f8',
    );
    const wide = { ...options, seed: 7, height: 14, width: 40 };
    expect(pixelHash(await readFirst(proceduralGlyphs(wide)))).toBe(
      'fb4ac8995fd50b64b78cdfce35bd843f760fa8698f094d89ea9d13e3b8a88284',
    );
  });

  it('labels the drawings of a character alike', () => {
    const glyphs = proceduralGlyphs(options);
    expect(glyphs.size).toBe(60);
    expect([...(glyphs.labels ?? [])].slice(0, 11)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2]);
    expect(glyphs.classNames).toHaveLength(12);
    expect(glyphs.classNames?.[4]).toBe('alphabet02/character01');
    expect(glyphs.origin.kind).toBe('synthetic');
  });

  it('depends on the seed alone, and later alphabets do not move earlier ones', async () => {
    const first = await readFirst(proceduralGlyphs(options));
    expect(await readFirst(proceduralGlyphs(options))).toEqual(first);
    const more = await readFirst(proceduralGlyphs({ ...options, alphabets: 5 }));
    expect(more.subarray(0, first.length)).toEqual(first);
    expect(await readFirst(proceduralGlyphs({ ...options, seed: 2 }))).not.toEqual(first);
  });

  it('draws a character nearer to itself than to the others, and never twice the same', async () => {
    const glyphs = proceduralGlyphs({ ...options, drawings: 2 });
    const pixels = await readFirst(glyphs);
    const distance = (a: number, b: number) =>
      pixels
        .subarray(784 * a, 784 * (a + 1))
        .reduce((sum, value, k) => sum + (value - (pixels[784 * b + k] ?? 0)) ** 2, 0);
    let own = 0;
    let other = 0;
    for (let i = 0; i < 12; i++) {
      expect(distance(2 * i, 2 * i + 1)).toBeGreaterThan(0);
      own += distance(2 * i, 2 * i + 1) / 12;
      other += distance(2 * i, (2 * i + 3) % 24) / 12;
    }
    expect(own).toBeLessThan(0.75 * other);
  });

  it('keeps a seventh of the frame black on every side, and leaves ink in the middle', async () => {
    const glyphs = proceduralGlyphs({ alphabets: 4, charactersPerAlphabet: 10, drawings: 1 });
    expect(glyphs.shape).toEqual([46, 46, 1]);
    const pixels = await readFirst(glyphs);
    let ink = 0;
    pixels.forEach((value, k) => {
      ink += value / pixels.length;
      const [row, column] = [Math.floor((k % 2116) / 46), k % 46];
      if (Math.min(row, column, 45 - row, 45 - column) < 7 && value > 0) throw new Error(`${k}`);
    });
    expect(ink).toBeGreaterThan(0.03);
    expect(ink).toBeLessThan(0.1);
  });

  it.each([{ alphabets: 0 }, { charactersPerAlphabet: 1.5 }, { drawings: -1 }, { height: 5 }])(
    'refuses %j',
    (bad) => {
      expect(() => proceduralGlyphs(bad)).toThrow(failure('ERR_ARGUMENT'));
    },
  );
});
