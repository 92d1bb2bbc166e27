import { singleProbability } from '../../../src/training/winners/singleProbability.ts';

it('is the sigmoid in single precision', () => {
  expect(singleProbability(0)).toBe(0.5);
  expect(singleProbability(1)).toBeCloseTo(1 / (1 + Math.exp(-1)), 7);
  expect(singleProbability(-20)).toBeCloseTo(Math.exp(-20), 14);
});

it('ties where single precision does', () => {
  expect(singleProbability(16)).toBeLessThan(1);
  expect(singleProbability(17)).toBe(1);
  expect(singleProbability(40)).toBe(1);
  expect(singleProbability(-88)).toBeGreaterThan(0);
  expect(singleProbability(-89)).toBe(0);
  expect(singleProbability(-1000)).toBe(0);
});
