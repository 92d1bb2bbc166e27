import { codeInHeadings } from '../src/codeInHeadings.ts';
import type { MarkdownParser } from '../src/markdownParser.ts';

class Token {
  type: string;
  content = '';
  children: Token[] | null = null;
  constructor(type: string) {
    this.type = type;
  }
}

function token(type: string, content: string, children: Token[] | null = null): Token {
  return Object.assign(new Token(type), { content, children });
}

describe('codeInHeadings', () => {
  it('makes plain text between tags of code in headings, and leaves other code alone', () => {
    const rules: Parameters<MarkdownParser['core']['ruler']['push']>[1][] = [];
    codeInHeadings({
      core: { ruler: { push: (_name, rule) => rules.push(rule) } },
      renderer: { rules: {} },
    });
    const inHeading = token('inline', '', [token('text', 'The '), token('code_inline', 'a<b>')]);
    const inText = token('inline', '', [token('code_inline', 'c')]);
    const tokens = [token('heading_open', ''), inHeading, token('paragraph_open', ''), inText];
    rules[0]?.({ tokens, Token });
    expect(inHeading.children?.map(({ type, content }) => [type, content])).toEqual([
      ['text', 'The '],
      ['html_inline', '<code>'],
      ['text', 'a<b>'],
      ['html_inline', '</code>'],
    ]);
    expect(inText.children?.map(({ type }) => type)).toEqual(['code_inline']);
  });
});
