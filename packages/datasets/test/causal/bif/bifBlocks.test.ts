import {
  probabilityBlock,
  skipProperty,
  variableBlock,
} from '../../../src/causal/bif/bifBlocks.ts';
import { BifTokens } from '../../../src/causal/bif/bifTokens.ts';
import { failure } from '../../testFiles.ts';

const tokensOf = (text: string): BifTokens => new BifTokens(text, 'f');

describe('variableBlock', () => {
  it('reads categories and passes over properties', () => {
    const text = 'X { property a = "b;{" ; type discrete [ 2 ] { no, 12+ }; property c; }';
    const { name, labels } = variableBlock(tokensOf(text));
    expect([name.text, ...labels]).toEqual(['X', 'no', '12+']);
  });

  it.each([
    ['X { }', 'f:1:1: X has no type'],
    ['X { type discrete [ 3 ] { a, b }; }', 'f:1:21: X should have 3 categories, it has 2'],
    ['X { type discrete [ 2 ] { a, a }; }', 'same name'],
    ['X { type discrete [ 1 ] { a }; type discrete [ 1 ] { a }; }', 'f:1:32: X has two types'],
    ['X { type real; }', "expected 'discrete', got 'real'"],
    ['X { kind discrete; }', "expected 'type', got 'kind'"],
    ['X { type discrete [ 2 ] { a b }; }', "expected ',', got 'b'"],
    ['X { type discrete [ 2 ] { a, b } }', "expected ';', got '}'"],
    ['X { type discrete [ 2 ] { a, b };', 'the file ends: a block is not closed'],
    ['{ }', "expected the name of a variable, got '{'"],
  ])('refuses %s', (text, message) => {
    expect(() => variableBlock(tokensOf(text))).toThrow(failure('ERR_FILE_FORMAT', message));
  });
});

describe('probabilityBlock', () => {
  it('reads variables, parents and rows', () => {
    const text = '( X | A, B ) { (a, b) 0.25, 7.5e-1; property p = 1; ( c , d ) 1, .0; table 1.; }';
    const { variable, parents, rows } = probabilityBlock(tokensOf(text));
    expect(variable.text).toBe('X');
    expect(parents.map((parent) => parent.text)).toEqual(['A', 'B']);
    expect(rows.map(({ given }) => given?.map((category) => category.text))).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      undefined,
    ]);
    expect(rows.map(({ values }) => values)).toEqual([[0.25, 0.75], [1, 0], [1]]);
    expect(rows[1]?.place.column).toBe(53);
    expect(probabilityBlock(tokensOf('(X) { }')).parents).toEqual([]);
  });

  it.each([
    ['( X | ) { }', "expected a parent, got '\\)'"],
    ['( X, A ) { }', "expected '\\)', got ','"],
    ['( X ) { table 0.5 0.5; }', "expected ',', got '0.5'"],
    ['( X ) { table 0.5, NaN; }', "f:1:20: expected a probability, got 'NaN'"],
    ['( X ) { table 0.5, 1e; }', "got '1e'"],
    ['( X ) { table 0.5, 0x1; }', "got '0x1'"],
    ['( X ) { table ; }', "expected a probability, got ';'"],
    ['( X ) { default 0.5, 0.5; }', "expected a row of probabilities, got 'default'"],
    ['( X ) { ; }', "expected a row of probabilities, got ';'"],
    ['( X ) { table 0.5, 0.5;', 'f:1:24: .*the file ends'],
  ])('refuses %s', (text, message) => {
    expect(() => probabilityBlock(tokensOf(text))).toThrow(failure('ERR_FILE_FORMAT', message));
  });
});

describe('skipProperty', () => {
  it('goes on after the semicolon', () => {
    const tokens = tokensOf('a = "b" c; d');
    skipProperty(tokens);
    expect(tokens.next?.text).toBe('d');
    expect(() => skipProperty(tokens)).toThrow(failure('ERR_FILE_FORMAT', 'ends'));
  });
});
