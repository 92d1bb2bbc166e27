import { DIGIT_SKELETONS } from '../../src/generated/digitSkeletons.ts';
import { joinStrokes } from '../../src/generated/strokeSkeleton.ts';

const FORMS = DIGIT_SKELETONS.flatMap((forms, digit) => forms.map((form) => ({ digit, ...form })));

describe('the digit skeletons', () => {
  it('know several ways to write each digit', () => {
    expect(DIGIT_SKELETONS.map((forms) => forms.length)).toEqual([3, 3, 3, 3, 3, 3, 3, 4, 3, 3]);
    for (const { weight } of FORMS) expect(weight).toBeGreaterThanOrEqual(1);
  });

  it('write the most common way of each digit first', () => {
    for (const forms of DIGIT_SKELETONS) {
      expect(forms[0]?.weight).toBe(Math.max(...forms.map(({ weight }) => weight)));
    }
  });

  it('fill their box from top to bottom and stay within it', () => {
    for (const { strokes } of FORMS) {
      const points = strokes.flat();
      for (const [x, y] of points) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(Math.max(x, y)).toBeLessThanOrEqual(1);
      }
      const heights = points.map(([, y]) => y);
      expect(Math.min(...heights)).toBeLessThanOrEqual(0.08);
      expect(Math.max(...heights)).toBeGreaterThanOrEqual(0.92);
      for (const stroke of strokes) expect(stroke.length).toBeGreaterThanOrEqual(3);
    }
  });

  it('join strokes where the pen turns, and close the rings of 8 and 9', () => {
    const shared = DIGIT_SKELETONS.map((forms) =>
      forms.map(({ strokes }) => strokes.flat().length - joinStrokes(strokes).points.length / 2),
    );
    expect(shared).toEqual([
      [0, 0, 0],
      [0, 1, 1],
      [1, 0, 1],
      [1, 2, 0],
      [1, 1, 2],
      [2, 0, 2],
      [0, 0, 0],
      [1, 1, 2, 0],
      [0, 0, 3],
      [2, 2, 0],
    ]);
  });
});
