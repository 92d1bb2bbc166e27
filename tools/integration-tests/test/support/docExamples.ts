import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { REPOSITORY } from './consumer.ts';

/** A piece of code that the documentation shows. */
export interface DocExample {
  /** The package's name without the scope. */
  readonly folder: string;
  /** The file that shows it, from the root of the checkout. */
  readonly file: string;
  /** What it is an example of. */
  readonly symbol: string;
  /** The code. */
  readonly code: string;
}

/**
 * The examples in the doc comments of a package, in the order of files and lines.
 *
 * @param folder - The package's name without the scope.
 * @returns One entry per `@example`.
 */
export function docExamples(folder: string): readonly DocExample[] {
  const home = join(REPOSITORY, 'packages', folder, 'src');
  return readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .flatMap((path) => {
      const file = join(home, path);
      const text = readFileSync(file, 'utf8');
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
      return source.statements.flatMap((statement) =>
        documented(statement).flatMap(({ comment, symbol }) =>
          examplesOf(comment).map((code) => ({
            folder,
            file: relative(REPOSITORY, file),
            symbol,
            code,
          })),
        ),
      );
    });
}

/**
 * The first TypeScript block of a package's README.
 *
 * @param folder - The package's name without the scope.
 * @returns The example; undefined when there is none.
 */
export function readmeExample(folder: string): DocExample | undefined {
  const file = join('packages', folder, 'README.md');
  if (!existsSync(join(REPOSITORY, file))) return undefined;
  const [code] = fencedCode(readFileSync(join(REPOSITORY, file), 'utf8'));
  return code === undefined ? undefined : { folder, file, symbol: 'README', code };
}

/**
 * All TypeScript blocks of a page of the documentation, in order.
 *
 * @param file - The page, from the root of the checkout.
 * @returns One entry per block.
 */
export function pageExamples(file: string): readonly DocExample[] {
  return fencedCode(readFileSync(join(REPOSITORY, file), 'utf8')).map((code, i) => ({
    folder: file.replace(/\W+/g, '-'),
    file,
    symbol: `block ${i + 1}`,
    code,
  }));
}

/** The pages that people read: the README and what lies under docs/, without the generated part. */
export const PAGES: readonly string[] = ['.', 'docs', 'docs/guides'].flatMap((folder) =>
  readdirSync(join(REPOSITORY, folder))
    .filter((name) => name.endsWith('.md') && !name.startsWith('CHANGELOG'))
    .sort()
    .map((name) => join(folder, name)),
);

/** A page whose only code is a recipe: the lab compiles and runs it among its own tests. */
export const LAB_PAGE = 'tools/lab/README.md';

/** The pages of those who work on this repository: their code runs in the checkout, and sees private packages too. */
export const WORKSHOP_PAGES: readonly string[] = [
  'CONTRIBUTING.md',
  ...readdirSync(join(REPOSITORY, 'tools'))
    .sort()
    .map((name) => join('tools', name, 'README.md'))
    .filter((file) => existsSync(join(REPOSITORY, file)) && file !== LAB_PAGE),
];

/**
 * The npm scripts that a page names in its shell blocks.
 *
 * @param file - The page, from the root of the checkout.
 * @returns Their names, each once.
 */
export function namedScripts(file: string): readonly string[] {
  const blocks = fencedCode(readFileSync(join(REPOSITORY, file), 'utf8'), 'sh').join('\n');
  const named = blocks.matchAll(/\bnpm (?:run ([\w-]+)|(start|test)\b)/g);
  return [...new Set([...named].map(([, script, short]) => script ?? short ?? ''))];
}

/** The doc comments of a statement and of the members of a class, each with the name of what it documents. */
function documented(statement: ts.Statement): readonly { comment: string; symbol: string }[] {
  const name = nameOf(statement);
  const members = ts.isClassDeclaration(statement) ? statement.members : [];
  return [
    ...comments(statement).map((comment) => ({ comment, symbol: name })),
    ...members.flatMap((member) =>
      comments(member).map((comment) => ({
        comment,
        symbol: `${name}.${member.name?.getText() ?? 'constructor'}`,
      })),
    ),
  ];
}

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText()).join();
  }
  const named = statement as { name?: ts.Node };
  return named.name?.getText() ?? 'module';
}

function comments(node: ts.Node): readonly string[] {
  return ts
    .getJSDocCommentsAndTags(node)
    .filter((found) => ts.isJSDoc(found))
    .map((found) => found.getText().replace(/^\s*(\/\*\*|\*\/|\* ?)/gm, ''));
}

/** The code of each `@example` of a doc comment without its stars. */
function examplesOf(comment: string): readonly string[] {
  return comment
    .split(/^@(?=\w)/m)
    .filter((tag) => tag.startsWith('example'))
    .map((tag) => fencedCode(tag)[0] ?? '');
}

function fencedCode(text: string, language = 'ts'): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms');
  return [...text.matchAll(fence)].map((match) => match[1] ?? '');
}
