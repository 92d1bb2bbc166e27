/** What is used of a token of markdown-it, the parser of TypeDoc. */
export interface MarkdownToken {
  type: string;
  content: string;
  children: MarkdownToken[] | null;
}

/** What is used of the state of a rule. */
export interface MarkdownState {
  readonly tokens: MarkdownToken[];
  readonly Token: new (type: string, tag: string, nesting: 0) => MarkdownToken;
}

/** What is used of a parser. */
export interface MarkdownParser {
  readonly core: {
    readonly ruler: { push(name: string, rule: (state: MarkdownState) => void): unknown };
  };
  readonly renderer: { readonly rules: Record<string, (() => string) | undefined> };
}
