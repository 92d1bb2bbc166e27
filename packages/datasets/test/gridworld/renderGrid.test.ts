import { renderGrid } from '../../src/gridworld/renderGrid.ts';
import { failure } from '../testFiles.ts';
import { room } from './room.ts';

const STATE = room(`
  ####
  #>b#
  #.k#
  ####`);

/** The middle of a cell of 9 by 9 pixels. */
function middle(pixels: Float32Array, x: number, y: number): number[] {
  const place = ((y * 9 + 4) * 36 + x * 9 + 4) * 3;
  return [...pixels.slice(place, place + 3)].map((value) => Math.round(value * 100) / 100);
}

describe('renderGrid', () => {
  it('draws walls, floor, objects and the agent where they are', () => {
    const pixels = renderGrid(STATE, { cell: 9 });
    expect(pixels).toHaveLength(36 * 36 * 3);
    expect(middle(pixels, 0, 0)).toEqual([0.45, 0.45, 0.48]);
    expect(middle(pixels, 1, 1)).toEqual([1, 0.42, 0.1]);
    expect(middle(pixels, 2, 1)).toEqual([0.25, 0.45, 1]);
    expect(middle(pixels, 1, 2)).toEqual([0.12, 0.12, 0.14]);
    // The shaft of the red key passes through the middle of its cell.
    expect(middle(pixels, 2, 2)).toEqual([0.9, 0.2, 0.2]);
  });

  it('points the agent where it looks', () => {
    const lit = [0, 1, 2, 3].map((direction) => {
      const pixels = renderGrid({ ...STATE, direction }, { cell: 9 });
      const at = (u: number, v: number) =>
        (pixels[((9 + 4 + v) * 36 + 9 + 4 + u) * 3] as number) > 0.9;
      return [at(3, 0), at(0, 3), at(-3, 0), at(0, -3)].map(Number);
    });
    // Its tip and the middle of its back lie on the line ahead, its sides do not.
    expect(lit[0]?.[0]).toBe(1);
    expect(lit[1]?.[1]).toBe(1);
    expect(lit[2]?.[2]).toBe(1);
    expect(lit[3]?.[3]).toBe(1);
    for (const sides of lit) expect(sides.reduce((sum, one) => sum + one, 0)).toBe(1);
  });

  it('lights what is seen', () => {
    const dark = renderGrid(STATE, { cell: 9 });
    const light = renderGrid({ ...STATE, direction: 1 }, { cell: 9, view: 3 });
    expect(middle(light, 1, 2)[0]).toBeCloseTo(0.24, 5);
    // The row behind is dark.
    expect(middle(light, 1, 0)).toEqual(middle(dark, 1, 0));
    expect(middle(light, 3, 1)).toEqual(middle(dark, 3, 1));
    for (const value of light) expect(value).toBeLessThanOrEqual(1);
  });

  it('tells the kinds apart', () => {
    const drawn = (['key', 'ball', 'box', 'gem'] as const).map((kind, i) => {
      const cells = STATE.cells.slice();
      cells[6] = 2 + 6 * i;
      return renderGrid({ ...STATE, cells, target: { kind, colour: 'red' } }, { cell: 9 }).join();
    });
    expect(new Set(drawn).size).toBe(4);
  });

  it('refuses impossible sizes', () => {
    for (const cell of [3, 65, 4.5]) {
      expect(() => renderGrid(STATE, { cell })).toThrow(
        failure('ERR_ARGUMENT', 'renderGrid: cell'),
      );
    }
    expect(() => renderGrid(STATE, { view: -1 })).toThrow(failure('ERR_VALUES', 'view'));
    expect(() => renderGrid({ ...STATE, x: 3 })).toThrow(failure('ERR_ARGUMENT', 'state.x'));
  });
});
