import { BifTokens } from '../../../src/causal/bif/bifTokens.ts';
import { failure } from '../../testFiles.ts';

function all(text: string): string[] {
  const tokens = new BifTokens(text, 'file');
  const list: string[] = [];
  while (tokens.next !== undefined) {
    const { text: token, isMark, line, column } = tokens.take('a token');
    list.push(`${token}${isMark ? '!' : ''}@${line}:${column}`);
  }
  return list;
}

describe('BifTokens', () => {
  it('tells marks from words, and says where they stand', () => {
    expect(all('variable X\n  { a, <5,>=7.5; }')).toEqual([
      'variable@1:1',
      'X@1:10',
      '{!@2:3',
      'a@2:5',
      ',!@2:6',
      '<5@2:8',
      ',!@2:10',
      '>=7.5@2:11',
      ';!@2:16',
      '}!@2:18',
    ]);
  });

  it('passes over comments, not over slashes in words', () => {
    expect(all('/* a\n b */ Asy/Patch // c\n/**/d "e { f"')).toEqual([
      'Asy/Patch@2:7',
      'd@3:5',
      'e { f@3:7',
    ]);
    expect(all(' \n // only a comment')).toEqual([]);
  });

  it('refuses what is not closed', () => {
    expect(() => all('a\n /* b')).toThrow(
      failure('ERR_FILE_FORMAT', '^file:2:2: .*comment is not closed'),
    );
    expect(() => all('a "b\n"')).toThrow(
      failure('ERR_FILE_FORMAT', '^file:1:3: .*not closed on its line'),
    );
    expect(() => new BifTokens(' a', 'file').expect('a', '{')).toThrow(
      failure('ERR_FILE_FORMAT', "^file:1:3: expected '{', but the file ends"),
    );
  });

  it('refuses what is not expected', () => {
    expect(() => new BifTokens('{', 'f').takeWord('a name')).toThrow(
      failure('ERR_FILE_FORMAT', "^f:1:1: expected a name, got '{'"),
    );
    expect(() => new BifTokens('a b', 'f').expect('a', 'c')).toThrow(
      failure('ERR_FILE_FORMAT', "^f:1:3: expected 'c', got 'b'"),
    );
    const tokens = new BifTokens('| a "|"', 'f');
    expect(tokens.accept('a')).toBe(false);
    expect(tokens.accept('|')).toBe(true);
    expect(tokens.accept('a')).toBe(false);
    tokens.expect('a');
    expect(tokens.accept('|')).toBe(false);
    expect(tokens.failure('bad').data).toEqual({ name: 'f', line: 1, column: 5 });
  });
});
