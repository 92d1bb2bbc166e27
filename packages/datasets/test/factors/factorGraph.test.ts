import { asFactorGraph, factorGraph, factorGraphOf } from '../../src/factors/factorGraph.ts';
import { failure } from '../testFiles.ts';

function matrix(graph: { adjacency: readonly Uint8Array[] }): string {
  return graph.adjacency.map((row) => row.join('')).join(' ');
}

describe('factorGraph', () => {
  it('reads edges, in the order in which factors appear', () => {
    const graph = factorGraph(['pendulum -> length', 'light->length', ' light  ->  position ']);
    expect(graph.factors).toEqual(['pendulum', 'length', 'light', 'position']);
    expect(matrix(graph)).toBe('0100 0000 0101 0000');
  });

  it('reads chains, and several edges in a string', () => {
    const graph = factorGraph('a -> b -> c; c -> d\r\n\n  a -> d;');
    expect(graph.factors).toEqual(['a', 'b', 'c', 'd']);
    expect(matrix(graph)).toBe('0101 0010 0001 0000');
  });

  it('takes factors without an edge, and their order', () => {
    const graph = factorGraph(['a -> b'], { factors: ['x', 'b', 'a'] });
    expect(graph.factors).toEqual(['x', 'b', 'a']);
    expect(matrix(graph)).toBe('000 000 010');
    expect(matrix(factorGraph([], { factors: ['x', 'y'] }))).toBe('00 00');
  });

  it('keeps a list of its own', () => {
    const factors = ['a', 'b'];
    const graph = factorGraph(['a -> b'], { factors });
    factors[0] = 'other';
    expect(graph.factors).toEqual(['a', 'b']);
  });

  it.each([
    ['a name alone', ['light'], '"light"'],
    ['nothing before the arrow', ['-> shadow'], '"-> shadow"'],
    ['nothing after it', ['light ->'], '"light ->"'],
    ['a hole in a chain', ['a -> -> b'], '"a -> -> b"'],
    ['an arrow backwards', ['a <- b'], '"a <- b"'],
    ['an arrow both ways', ['a <-> b'], '"a <-> b"'],
    ['a long arrow', ['a --> b'], '"a --> b"'],
    ['a fat arrow', ['a => b'], '"a => b"'],
    ['a printed arrow', ['a → b'], '"a → b"'],
  ])('refuses %s', (_, edges, message) => {
    expect(() => factorGraph(edges)).toThrow(
      failure(
        'ERR_ARGUMENT',
        `^factorGraph: an edge is written as "cause -> effect", got ${message}`,
      ),
    );
  });

  it.each([
    ['an edge to itself', ['a -> b', 'b -> b'], 'no factor causes itself, got "b -> b"'],
    ['an edge twice', ['a -> b -> c', 'b -> c'], 'the edge "b -> c" is there twice'],
    ['a cycle of two', ['a -> b', 'b -> a'], 'must have no cycle, got (a -> b -> a|b -> a -> b)'],
    ['a longer cycle', ['x -> a -> b -> c -> a'], 'must have no cycle, got .*a -> b'],
  ])('refuses %s', (_, edges, message) => {
    expect(() => factorGraph(edges)).toThrow(failure('ERR_ARGUMENT', `^factorGraph: .*${message}`));
  });

  it('names the cycle for programs', () => {
    let thrown: unknown;
    try {
      factorGraph(['x -> a -> b -> a']);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'ERR_ARGUMENT', data: { cycle: ['a', 'b', 'a'] } });
  });

  it.each([
    [
      'a name that is near',
      ['smlie -> mouth'],
      ['smile', 'mouth'],
      '"smlie", .* among smile, mouth; did you mean "smile"',
    ],
    [
      'a name that is far',
      ['smile -> beard'],
      ['smile', 'mouth'],
      '"smile -> beard" names the factor "beard"',
    ],
    ['factors twice', ['a -> b'], ['a', 'b', 'a'], 'factor "a" is there twice'],
    ['a factor without a name', ['a -> b'], ['a', 'b', ' '], 'empty name'],
  ])('refuses %s', (_, edges, factors, message) => {
    expect(() => factorGraph(edges, { factors })).toThrow(
      failure('ERR_ARGUMENT', `^factorGraph: .*${message}`),
    );
  });
});

describe('factorGraphOf', () => {
  it('copies a matrix', () => {
    const row = Uint8Array.of(0, 1);
    const graph = factorGraphOf(['a', 'b'], [row, [0, 0]]);
    row[1] = 0;
    expect(matrix(graph)).toBe('01 00');
  });

  it.each([
    ['too few rows', [[0, 1]], 'got 1 rows'],
    [
      'too many rows',
      [
        [0, 1],
        [0, 0],
        [0, 0],
      ],
      'got 3 rows',
    ],
    ['a row too short', [[0, 1], [0]], 'got 2 rows, one of 1'],
    [
      'a row too long',
      [
        [0, 1, 0],
        [0, 0],
      ],
      'got 2 rows, one of 3',
    ],
  ])('refuses %s', (_, adjacency, message) => {
    expect(() => factorGraphOf(['a', 'b'], adjacency)).toThrow(
      failure(
        'ERR_SHAPE',
        `^factorGraphOf: 2 factors need an adjacency of 2 rows of 2 .*${message}$`,
      ),
    );
  });

  it.each([
    [
      'a weight',
      [
        [0, 0.5],
        [0, 0],
      ],
      'adjacency\\[0\\]\\[1\\], from a to b, must be 0 or 1, got 0.5',
    ],
    [
      'NaN',
      [
        [0, NaN],
        [0, 0],
      ],
      'must be 0 or 1, got NaN',
    ],
    [
      'an edge to itself',
      [
        [0, 1],
        [0, 1],
      ],
      '\\[1\\]\\[1\\], .* must be 0, as no factor causes itself, got 1',
    ],
    [
      'a cycle',
      [
        [0, 1],
        [1, 0],
      ],
      'must have no cycle, got',
    ],
  ])('refuses %s', (_, adjacency, message) => {
    expect(() => factorGraphOf(['a', 'b'], adjacency)).toThrow(
      failure('ERR_ARGUMENT', `^factorGraphOf: .*${message}`),
    );
  });

  it('refuses names that are there twice', () => {
    expect(() =>
      factorGraphOf(
        ['a', 'a'],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    ).toThrow(failure('ERR_ARGUMENT', 'factor "a" is there twice'));
  });
});

describe('asFactorGraph', () => {
  it('takes words and graphs', () => {
    expect(matrix(asFactorGraph('a -> b'))).toBe('01 00');
    expect(matrix(asFactorGraph(['a -> b']))).toBe('01 00');
    expect(matrix(asFactorGraph(factorGraph('a -> b')))).toBe('01 00');
  });

  it('checks graphs of the caller', () => {
    expect(() => asFactorGraph({ factors: ['a', 'b'], adjacency: [Uint8Array.of(0, 1)] })).toThrow(
      failure('ERR_SHAPE', '1 rows'),
    );
  });

  it.each([
    [undefined, 'undefined'],
    [5, '5'],
    [{ edges: 'a -> b' }, 'an object without adjacency'],
  ])('refuses %p', (graph, came) => {
    expect(() => asFactorGraph(graph as never, 'train')).toThrow(
      failure(
        'ERR_ARGUMENT',
        `^train: graph must be a graph, or its edges in words, such as "light -> shadow", got ${came}$`,
      ),
    );
  });
});
