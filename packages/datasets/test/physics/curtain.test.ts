import { ArgumentError, RandomStream } from '@causal-mechanisms/tensor-utils';
import { checkCurtain, drawCurtain, placeCurtain } from '../../src/physics/curtain.ts';

const BOX = { width: 1.5, height: 1 };

describe('checkCurtain', () => {
  it('has defaults', () => {
    expect(checkCurtain('test', { width: 0.5, height: 1, level: 0.5 }, BOX)).toEqual({
      width: 0.5,
      height: 1,
      x: null,
      y: null,
      level: 128,
    });
  });

  it('takes what fits but for rounding', () => {
    const square = { width: 1, height: 1 };
    expect(checkCurtain('test', { width: 0.8, height: 0.9, x: 0.2, y: 0.1 }, square)).toMatchObject(
      {
        x: 0.2,
        y: 0.1,
      },
    );
  });

  it.each([
    [{ width: 0, height: 0.5 }],
    [{ width: 1.6, height: 0.5 }],
    [{ width: 0.5, height: 1.01 }],
    [{ width: 0.5, height: 0.5, x: 1.1 }],
    [{ width: 0.5, height: 0.5, y: -0.1 }],
    [{ width: 0.5, height: 0.5, level: 2 }],
  ])('refuses %j', (curtain) => {
    expect(() => checkCurtain('test', curtain, BOX)).toThrow(ArgumentError);
  });
});

describe('placeCurtain', () => {
  it('draws what is not fixed, within the frame', () => {
    const out = new Float64Array(5);
    const lefts = new Set<number>();
    for (let seed = 0; seed < 50; seed++) {
      const curtain = checkCurtain('test', { width: 0.5, height: 0.25, y: 0.75 }, BOX);
      placeCurtain(curtain, BOX, new RandomStream(seed), out, 1);
      expect([...out.subarray(2)]).toEqual([0.75, 0.5, 0.25]);
      const left = out[1] ?? NaN;
      expect(left >= 0 && left <= 1).toBe(true);
      lefts.add(left);
    }
    expect(lefts.size).toBe(50);
  });
});

describe('drawCurtain', () => {
  it('takes the pixels whose middle it covers, in every frame', () => {
    const pixels = new Uint8Array(1 + 2 * 4 * 5 * 2).fill(9);
    const canvas = { pixels, offset: 1, steps: 2, height: 4, width: 5, channels: 2 };
    drawCurtain(canvas, [0.6, 1.5, 2, 1], 7);
    expect(pixels[0]).toBe(9);
    for (let step = 0; step < 2; step++) {
      for (let row = 0; row < 4; row++) {
        for (let column = 0; column < 5; column++) {
          const covered = row === 1 && (column === 1 || column === 2);
          const k = 1 + ((step * 4 + row) * 5 + column) * 2;
          expect([pixels[k], pixels[k + 1]]).toEqual(covered ? [7, 7] : [9, 9]);
        }
      }
    }
  });
});
