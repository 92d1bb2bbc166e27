import {
  colouredDigits,
  DIGIT_NAMES,
} from '../../../../src/recipes/dear-scm/downstream/colouredDigits.ts';

describe('coloured digits', () => {
  it('ask one question per digit, and have colours of their own', async () => {
    const digits = await colouredDigits(20, 16);
    expect([digits.size, digits.shape]).toEqual([20, [16, 16, 3]]);
    expect(digits.factors.map(({ name }) => name)).toEqual(DIGIT_NAMES);
    // Each of 20 images is one digit; every ten hold each digit once.
    expect(digits.values.reduce((sum, value) => sum + value)).toBe(20);
    const images = new Float32Array(2 * 16 * 16 * 3);
    await digits.read(Int32Array.of(3, 4), images);
    expect(Math.min(...images)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...images)).toBeLessThanOrEqual(1);
    // The corner shows the background alone.
    const corners = [images.slice(0, 3), images.slice(768, 771)];
    expect(corners[0]).not.toEqual(corners[1]);
    const again = new Float32Array(16 * 16 * 3);
    await (await colouredDigits(20, 16)).read(Int32Array.of(4), again);
    expect(again).toEqual(images.slice(768));
  });
});
