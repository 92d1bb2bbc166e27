import { winMatrix } from '../../src/index.ts';
import { codeOf } from '../support.ts';

const counts = { expertCount: 3, mechanismCount: 2 };

describe('winMatrix', () => {
  it('is the identity when every expert wins its own', () => {
    const both = [0, 1, 1, 0, 2];
    expect(
      winMatrix({ winners: both, mechanisms: both, expertCount: 3, mechanismCount: 3 }),
    ).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });

  it('counts shares within each mechanism', () => {
    const winners = Int32Array.from([0, 0, 0, 2, 1, 1]);
    const mechanisms = Int32Array.from([0, 0, 0, 0, 1, 1]);
    expect(winMatrix({ winners, mechanisms, ...counts })).toEqual([
      [0.75, 0, 0.25],
      [0, 1, 0],
    ]);
  });

  it('leaves the row of a mechanism without images at zero', () => {
    expect(winMatrix({ winners: [1], mechanisms: [1], ...counts })).toEqual([
      [0, 0, 0],
      [0, 1, 0],
    ]);
  });

  it.each([
    ['ERR_ARGUMENT', { winners: [], mechanisms: [], ...counts }],
    ['ERR_ARGUMENT', { winners: [0], mechanisms: [0], expertCount: 0, mechanismCount: 1 }],
    ['ERR_ARGUMENT', { winners: [0], mechanisms: [0], expertCount: 1, mechanismCount: 1.5 }],
    ['ERR_SHAPE', { winners: [0, 1], mechanisms: [0], ...counts }],
    ['ERR_VALUES', { winners: [3], mechanisms: [0], ...counts }],
    ['ERR_VALUES', { winners: [0], mechanisms: [2], ...counts }],
    ['ERR_VALUES', { winners: [-1], mechanisms: [0], ...counts }],
    ['ERR_VALUES', { winners: [NaN], mechanisms: [0], ...counts }],
    ['ERR_VALUES', { winners: [0.5], mechanisms: [0], ...counts }],
  ])('refuses bad input with %s %#', (code, wins) => {
    expect(codeOf(() => winMatrix(wins))).toBe(code);
  });
});
