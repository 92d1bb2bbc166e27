import { byValue, highest, isSettled, valueOf } from '../../src/composition/sequenceRanking.ts';

const sequence = (score: number, ...experts: number[]) => ({ experts, score });
const worth = { lengthPenalty: 0.5, threshold: 2 };

it('counts a score up to the threshold, less the penalty of every expert', () => {
  expect(valueOf(sequence(1), worth)).toBe(1);
  expect(valueOf(sequence(1, 3, 4), worth)).toBe(0);
  expect(valueOf(sequence(7, 3), worth)).toBe(1.5);
  expect(valueOf(sequence(7, 3), { lengthPenalty: 1, threshold: Infinity })).toBe(6);
});

it('puts the more valuable first, then the shorter, then that of the higher score', () => {
  const order = byValue(worth);
  const poor = sequence(0);
  const long = sequence(2.5, 1, 2); // worth 1
  const short = sequence(1.5, 0); // worth 1 as well
  const high = sequence(9, 5); // worth 1.5
  expect([poor, long, short, high].sort(order)).toEqual([high, short, long, poor]);
  // As valuable: 2.5 counts 2, less 0.5; a score of 2 alone needs no expert.
  expect([sequence(2.5, 1), sequence(1.5)].sort(order)).toEqual([sequence(1.5), sequence(2.5, 1)]);
  expect([sequence(3, 1), sequence(4, 2)].sort(order)).toEqual([sequence(4, 2), sequence(3, 1)]);
});

it('is settled where no longer sequence can be better', () => {
  // A longer one is worth at most 2 - 0.5.
  expect(isSettled(sequence(1.5), 0, worth)).toBe(true);
  expect(isSettled(sequence(1.49), 0, worth)).toBe(false);
  expect(isSettled(sequence(1.49), 1, worth)).toBe(true);
  expect(isSettled(sequence(1e9), 3, { lengthPenalty: 1, threshold: Infinity })).toBe(false);
});

it('keeps the highest scores, of equal ones the earlier', () => {
  expect(highest([1, 3, 2, 3], 3)).toEqual([1, 3, 2]);
  expect(highest([1, 3], 5)).toEqual([1, 0]);
  expect(highest([], 5)).toEqual([]);
});
