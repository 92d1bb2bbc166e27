import { PEN_START, penMove } from '../../../src/panels/experts/penKeys.ts';

const press = (key: string, shiftKey = false) => ({ key, shiftKey });

describe('penMove', () => {
  it.each([
    ['ArrowLeft', [4, 9]],
    ['ArrowRight', [6, 9]],
    ['ArrowUp', [5, 8]],
    ['ArrowDown', [5, 10]],
  ] as const)('moves by a pixel, and draws with Shift: %s', (key, to) => {
    expect(penMove(press(key), [5, 9])).toEqual({ to, draws: false });
    expect(penMove(press(key, true), [5, 9])).toEqual({ to, draws: true });
  });

  it('makes a dot where the pen is', () => {
    expect(penMove(press(' '), PEN_START)).toEqual({ to: PEN_START, draws: true });
  });

  it('stays on the picture', () => {
    expect(penMove(press('ArrowLeft'), [0.5, 0.5])?.to).toEqual([0.5, 0.5]);
    expect(penMove(press('ArrowDown'), [3, 27.2])?.to).toEqual([3, 27.5]);
  });

  it.each(['Tab', 'Enter', 'a', 'toString'])('leaves %s to the page', (key) => {
    expect(penMove(press(key), PEN_START)).toBeUndefined();
  });
});
