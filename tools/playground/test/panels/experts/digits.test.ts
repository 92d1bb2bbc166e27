import { useBackend } from '@causal-mechanisms/tensor-utils';
import { embeddedDigits, trainingDigits } from '../../../src/panels/experts/digits.ts';

beforeAll(() => useBackend());

describe('embeddedDigits', () => {
  it('are drawn, and the same every time', async () => {
    const digits = await embeddedDigits(20);
    expect(digits).toHaveLength(20 * 28 * 28);
    expect(await embeddedDigits(20)).toEqual(digits);
    for (let index = 0; index < 20; index++) {
      const ink = digits.subarray(index * 784, (index + 1) * 784).filter((byte) => byte > 127);
      expect(ink.length).toBeGreaterThan(20);
    }
  });
});

describe('trainingDigits', () => {
  it('have the margin of the shipped experts, or are made smaller', () => {
    expect(trainingDigits(10, { seed: 1, side: 32 }).shape).toEqual([32, 32, 1]);
    expect(trainingDigits(10, { seed: 1, side: 16 }).shape).toEqual([16, 16, 1]);
  });
});
