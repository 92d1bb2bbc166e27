import {
  checkBeliefs,
  checkGraph,
  checkSameVariables,
  checkStrengths,
} from '../../src/graph/graphChecks.ts';

const refusal = (code: string, message: RegExp): Error =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error;

describe('checkGraph', () => {
  it('counts variables', () => {
    expect(checkGraph('score', 'truth', [Uint8Array.of(0, 1), [0, 0]])).toBe(2);
  });

  it.each([
    ['no variable', [], 'ERR_ARGUMENT', /score: truth must have at least one row/],
    ['a short row', [[0, 0], [0]], 'ERR_SHAPE', /has 2 rows, row 1 has 1 entries/],
    ['a long row', [[0, 0]], 'ERR_SHAPE', /has 1 rows, row 0 has 2/],
    [
      'an edge to itself',
      [
        [0, 0],
        [0, 1],
      ],
      'ERR_VALUES',
      /zeros on the diagonal, got 1 in row 1/,
    ],
    [
      'NaN',
      [
        [0, NaN],
        [0, 0],
      ],
      'ERR_VALUES',
      /NaN in row 0, column 1/,
    ],
    [
      'infinity',
      [
        [0, 0],
        [Infinity, 0],
      ],
      'ERR_VALUES',
      /Infinity in row 1, column 0/,
    ],
  ])('refuses %s', (_, graph, code, message) => {
    expect(() => checkGraph('score', 'truth', graph)).toThrow(refusal(code, message));
  });
});

describe('checkBeliefs', () => {
  it('does not look at the diagonal', () => {
    expect(() =>
      checkBeliefs('score', [
        [NaN, 1],
        [0, 7],
      ]),
    ).not.toThrow();
  });

  it.each([
    [
      [
        [0, 1.1],
        [0, 0],
      ],
      'ERR_VALUES',
      /1\.1 in row 0, column 1/,
    ],
    [
      [
        [0, 0],
        [-0.1, 0],
      ],
      'ERR_VALUES',
      /-0\.1 in row 1, column 0/,
    ],
    [
      [
        [0, NaN],
        [0, 0],
      ],
      'ERR_VALUES',
      /NaN/,
    ],
    [[[0, 0], [0]], 'ERR_SHAPE', /square/],
    [[], 'ERR_ARGUMENT', /at least one row/],
  ])('refuses %j', (beliefs, code, message) => {
    expect(() => checkBeliefs('score', beliefs)).toThrow(refusal(code, message));
  });
});

describe('checkSameVariables', () => {
  it('compares sizes', () => {
    expect(() => checkSameVariables('score', 'truth and found', [[0]], [[0]])).not.toThrow();
    expect(() =>
      checkSameVariables(
        'score',
        'truth and found',
        [[0]],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    ).toThrow(refusal('ERR_SHAPE', /score: truth and found .* got 1 and 2/));
  });
});

describe('checkStrengths', () => {
  it('takes any finite numbers, and does not look at the diagonal', () => {
    expect(() =>
      checkStrengths('score', [
        [NaN, -7],
        [3, Infinity],
      ]),
    ).not.toThrow();
  });

  it.each([
    [
      [
        [0, NaN],
        [0, 0],
      ],
      'ERR_VALUES',
      /score: strengths .*NaN in row 0, column 1/,
    ],
    [
      [
        [0, 0],
        [-Infinity, 0],
      ],
      'ERR_VALUES',
      /-Infinity in row 1, column 0/,
    ],
    [[[0, 0], [0]], 'ERR_SHAPE', /strengths must be square/],
    [[], 'ERR_ARGUMENT', /at least one row/],
  ])('refuses %j', (strengths, code, message) => {
    expect(() => checkStrengths('score', strengths)).toThrow(refusal(code, message));
  });
});
