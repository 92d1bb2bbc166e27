import type { MarkdownParser } from './markdownParser.ts';

/**
 * Makes text in code font a part of the anchors of headings, as on GitHub: TypeDoc counts plain text only.
 *
 * @param parser - Gets one more rule.
 */
export function codeInHeadings(parser: MarkdownParser): void {
  parser.core.ruler.push('code-in-headings', ({ tokens, Token }) => {
    const token = (type: string, content: string) =>
      Object.assign(new Token(type, '', 0), { content });
    for (const [index, { type }] of tokens.entries()) {
      const heading = tokens[index + 1];
      if (type !== 'heading_open' || !heading?.children) continue;
      heading.children = heading.children.flatMap((child) =>
        child.type === 'code_inline'
          ? [
              token('html_inline', '<code>'),
              token('text', child.content),
              token('html_inline', '</code>'),
            ]
          : [child],
      );
    }
  });
}
