import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import { PLAIN_NAMES, TERMS } from '../../../src/report/glossary/terms.ts';

const SOURCES = resolve(import.meta.dirname, '../../../src');
/** What draws reports and names figures. */
const FOLDERS = ['recipes', 'study', 'command/train'];
/** Acronyms such as `FID`, `RIMs` and `R2`, but no names of methods; units in brackets at the end of the title of an axis. */
const ACRONYM = /(?<![\w-])(?:[A-Z][A-Za-z]*[A-Z][A-Za-z0-9]*|[A-Z]\d)(?![\w-]|\.\w)/g;
const UNIT = /\((nats|bits|dB)[,)]/g;

describe('the glossary', () => {
  it('has one explanation per term, in one line, with a pattern that keeps no state', () => {
    expect(new Set(TERMS.map(({ name }) => name)).size).toBe(TERMS.length);
    for (const { name, meaning, pattern } of TERMS) {
      expect(meaning.length).toBeLessThanOrEqual(130);
      expect(meaning).not.toMatch(/[.\n]$/);
      expect(`${name}: ${pattern.flags}`).toBe(`${name}: `);
    }
  });

  it('explains every acronym and unit that a recipe writes into a report', async () => {
    const unexplained: string[] = [];
    for (const folder of FOLDERS) {
      for (const path of await sourcesIn(join(SOURCES, folder))) {
        for (const text of textsIn(await readFile(path, 'utf8'))) {
          for (const term of termsIn(text)) {
            if (!PLAIN_NAMES.includes(term) && !TERMS.some(({ pattern }) => pattern.test(term)))
              unexplained.push(`${term} in ${path.slice(SOURCES.length + 1)}: ${text}`);
          }
        }
      }
    }
    expect(unexplained).toEqual([]);
  }, 60_000);

  it('would notice one that nobody has explained', () => {
    expect(
      textsIn("const a = { label: 'the XQZ of `it`' }; import b from 'ABC';").flatMap(termsIn),
    ).toEqual(['XQZ']);
    expect(termsIn('loss (bits)')).toEqual(['bits']);
  });
});

async function sourcesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

/** Texts for people: string literals with a blank or a capital in them, but for imports. */
function textsIn(source: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isThrowStatement(node)) return;
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    )
      texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
  return texts;
}

function termsIn(text: string): string[] {
  // What the system calls its errors is no text for people.
  if (/^E[A-Z]{4,}$/.test(text)) return [];
  return [
    ...[...text.matchAll(ACRONYM)].map(([term]) => term),
    ...[...text.matchAll(UNIT)].map(([, unit = '']) => unit),
  ];
}
