import { assignmentVerdict } from '../../src/index.ts';
import { codeOf } from '../support.ts';

describe('assignmentVerdict', () => {
  it('perfect: a permutation with every share above the threshold', () => {
    expect(
      assignmentVerdict([
        [0.02, 0.98, 0],
        [0.95, 0.05, 0],
        [0, 0.1, 0.9],
      ]),
    ).toEqual({
      verdict: 'perfect',
      matching: [1, 0, 2],
      minDiagonal: 0.9,
      bestExperts: [1, 0, 2],
      own: [true, true, true],
      matched: 3,
      uncovered: [],
      idleExperts: [],
    });
  });

  it('perfect with experts to spare, which are idle', () => {
    const { verdict, idleExperts, matched } = assignmentVerdict([
      [1, 0, 0, 0],
      [0, 0, 0.999, 0.001],
    ]);
    expect({ verdict, idleExperts, matched }).toEqual({
      verdict: 'perfect',
      idleExperts: [1, 3],
      matched: 2,
    });
  });

  it('covered: one expert has two tasks, one has none', () => {
    expect(
      assignmentVerdict([
        [0.95, 0.05, 0],
        [0.97, 0.03, 0],
        [0.02, 0.98, 0],
      ]),
    ).toEqual({
      verdict: 'covered',
      // 0.05 + 0.97 + 0 is less than 0.97 + 0 + 0.98.
      matching: [2, 0, 1],
      minDiagonal: 0,
      bestExperts: [0, 0, 1],
      own: [false, false, true],
      matched: 1,
      uncovered: [],
      idleExperts: [2],
    });
  });

  it('covered at best when there are fewer experts than mechanisms', () => {
    const { verdict, matching, minDiagonal, matched } = assignmentVerdict([
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
    expect(verdict).toBe('covered');
    expect(matching[2]).toBe(1);
    expect([...matching].sort((a, b) => a - b)).toEqual([-1, 0, 1]);
    expect(minDiagonal).toBe(0);
    expect(matched).toBe(1);
  });

  it('failed: a mechanism that no expert wins', () => {
    const { verdict, uncovered, own, matched, minDiagonal } = assignmentVerdict([
      [0.7, 0.3, 0],
      [0, 1, 0],
      [0.25, 0.25, 0.5],
    ]);
    expect(verdict).toBe('failed');
    expect(uncovered).toEqual([0, 2]);
    // Each is still the favourite of an expert of its own, at half of its images or more.
    expect(own).toEqual([true, true, true]);
    expect(matched).toBe(3);
    expect(minDiagonal).toBe(0.5);
  });

  it('failed: all experts win alike', () => {
    const third = [1 / 3, 1 / 3, 1 / 3];
    const { verdict, matched, bestExperts, uncovered } = assignmentVerdict([third, third, third]);
    expect({ verdict, matched, bestExperts, uncovered }).toEqual({
      verdict: 'failed',
      matched: 0,
      bestExperts: [0, 0, 0],
      uncovered: [0, 1, 2],
    });
  });

  it('failed: a mechanism without images', () => {
    const { verdict, bestExperts, own } = assignmentVerdict([
      [0, 0],
      [0, 1],
    ]);
    expect({ verdict, bestExperts, own }).toEqual({
      verdict: 'failed',
      bestExperts: [-1, 1],
      own: [false, true],
    });
  });

  it('follows its options', () => {
    const matrix = [
      [0.8, 0.2],
      [0.3, 0.7],
    ];
    expect(assignmentVerdict(matrix).verdict).toBe('failed');
    expect(assignmentVerdict(matrix, { threshold: 0.7 }).verdict).toBe('perfect');
    expect(assignmentVerdict(matrix, { ownThreshold: 0.75 }).own).toEqual([true, false]);
    expect(assignmentVerdict(matrix, { idleThreshold: 0.5 }).idleExperts).toEqual([1]);
  });

  it('counts an expert as idle below the threshold, not at it', () => {
    expect(assignmentVerdict([[0.995, 0.005]]).idleExperts).toEqual([]);
    expect(assignmentVerdict([[0.996, 0.004]]).idleExperts).toEqual([1]);
    // The mean over the mechanisms counts: 0.25 and 0.25.
    const halves = [
      [0.5, 0.5],
      [1, 0],
    ];
    expect(assignmentVerdict(halves, { idleThreshold: 0.25 }).idleExperts).toEqual([]);
    expect(assignmentVerdict(halves, { idleThreshold: 0.26 }).idleExperts).toEqual([1]);
  });

  it('reaches a threshold by being equal to it', () => {
    expect(assignmentVerdict([[1]], { threshold: 1 }).verdict).toBe('perfect');
    expect(assignmentVerdict([[0.5, 0.25]], { ownThreshold: 0.5 }).own).toEqual([true]);
    expect(assignmentVerdict([[0.75, 0.25]], { threshold: 0.75 }).uncovered).toEqual([]);
  });

  it('lets rounding add a millionth, to an entry and to a row', () => {
    expect(assignmentVerdict([[1 + 1e-6]]).verdict).toBe('perfect');
    expect(assignmentVerdict([[1 + 1e-6, 0]]).verdict).toBe('perfect');
    expect(() => assignmentVerdict([[1 + 1.5e-6, 0]])).toThrow('entries of matrix must be');
    expect(() => assignmentVerdict([[1.5, 0]])).toThrow('entries of matrix must be');
    expect(() => assignmentVerdict([[0.5, 0.5 + 1.5e-6]])).toThrow('row 0 adds up to');
  });

  it('refuses what are no shares and impossible options', () => {
    expect(codeOf(() => assignmentVerdict([]))).toBe('ERR_ARGUMENT');
    expect(codeOf(() => assignmentVerdict([[1, 0], [1]]))).toBe('ERR_SHAPE');
    expect(codeOf(() => assignmentVerdict([[1, NaN]]))).toBe('ERR_VALUES');
    expect(codeOf(() => assignmentVerdict([[-0.1, 1]]))).toBe('ERR_VALUES');
    expect(codeOf(() => assignmentVerdict([[3, 1]]))).toBe('ERR_VALUES');
    expect(codeOf(() => assignmentVerdict([[0.9, 0.9]]))).toBe('ERR_VALUES');
    for (const options of [
      { threshold: 0.5 },
      { threshold: 1.1 },
      { threshold: NaN },
      { ownThreshold: 0 },
      { idleThreshold: -1 },
    ]) {
      expect(codeOf(() => assignmentVerdict([[1]], options))).toBe('ERR_ARGUMENT');
    }
  });
});
