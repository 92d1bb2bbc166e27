import { SIDE } from './picture.ts';
import type { Point } from './picture.ts';

/** Where the pen of the keyboard is at first. */
export const PEN_START: Point = [SIDE / 2 + 0.5, SIDE / 2 + 0.5];

/** What a key does to the pen. */
export interface PenMove {
  /** Where the pen is afterwards; it stays on the picture. */
  readonly to: Point;
  /** Whether it draws on its way. */
  readonly draws: boolean;
}

const STEPS: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Draws by the keyboard: arrow keys move the pen by a pixel, with Shift they draw a line, Space makes a dot.
 *
 * @param pressed - A key, and whether Shift is held.
 * @param pen - Where the pen is.
 * @returns What follows; undefined for keys that are not of the pen.
 */
export function penMove(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  pen: Point,
): PenMove | undefined {
  if (key === ' ') return { to: pen, draws: true };
  const step = Object.hasOwn(STEPS, key) ? STEPS[key] : undefined;
  if (step === undefined) return undefined;
  const within = (place: number) => Math.min(SIDE - 0.5, Math.max(0.5, place));
  return { to: [within(pen[0] + step[0]), within(pen[1] + step[1])], draws: shiftKey };
}
