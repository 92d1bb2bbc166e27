import {
  byValue,
  followsUnless,
  highest,
  isSettled,
  valueOf,
} from '../../src/composition/sequenceRanking.ts';

const sequence = (score: number, ...experts: number[]) => ({
  experts,
  score,
  changes: experts.map(() => 1),
});
const worth = { lengthPenalty: 0.5, threshold: 2 };

it('counts a score up to the threshold, less the penalty of every expert', () => {
  expect(valueOf(sequence(1), worth)).toBe(1);
  expect(valueOf(sequence(1, 3, 4), worth)).toBe(0);
  expect(valueOf(sequence(7, 3), worth)).toBe(1.5);
  expect(valueOf(sequence(7, 3), { lengthPenalty: 1, threshold: Infinity })).toBe(6);
});

it('charges nothing for an expert that changes e times as much as usual, and pays for more', () => {
  const usual = { ...worth, usualChanges: [0.01, 0.2, 0] };
  const changed = (...changes: number[]) => valueOf({ experts: [0, 1], score: 1, changes }, usual);
  expect(changed(0.01, 0.2)).toBe(0);
  expect(changed(0.001, 0.1)).toBe(0); // less than usual is no reason to pay more
  expect(changed(0.01 * Math.E, 0.2)).toBeCloseTo(0.5, 12);
  expect(changed(0.01 * Math.E, 0.2 * Math.E ** 2)).toBeCloseTo(1.5, 12);
  // One that copies canonical images changes nothing there, but for rounding.
  expect(valueOf({ experts: [2], score: 1, changes: [1e-9] }, usual)).toBe(0.5);
  expect(valueOf({ experts: [2], score: 1, changes: [1e-2] }, usual)).toBeCloseTo(
    0.5 + 0.5 * Math.log(100),
    12,
  );
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

it('is never settled where experts may gain', () => {
  const usual = { ...worth, usualChanges: [1] };
  expect(isSettled(sequence(1e9), 3, usual)).toBe(false);
});

it('lets an expert follow unless it is a pair with one before, in this order', () => {
  const mayFollow = followsUnless([
    [0, 1],
    [2, 2],
  ]);
  expect(mayFollow([], 1)).toBe(true);
  expect(mayFollow([0], 1)).toBe(false);
  expect(mayFollow([0, 3], 1)).toBe(false);
  expect(mayFollow([1], 0)).toBe(true);
  expect(mayFollow([2], 2)).toBe(false);
  expect(followsUnless([])([0, 0], 0)).toBe(true);
});

it('keeps the highest scores, of equal ones the earlier', () => {
  expect(highest([1, 3, 2, 3], 3)).toEqual([1, 3, 2]);
  expect(highest([1, 3], 5)).toEqual([1, 0]);
  expect(highest([], 5)).toEqual([]);
});
