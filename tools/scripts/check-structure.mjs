// Fails when a folder or a file has grown too large, or when a file with logic has no test of its name.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = process.argv[2] ?? fileURLToPath(new URL('../..', import.meta.url));
const most = { files: 15, lines: 400 };
const skipped = new Set(['node_modules', 'dist', 'out-tsc', 'coverage', 'test', 'docs-json']);
const sourceName = /\.(ts|mjs|cjs|js|c|cpp|h|py)$/;
const entryName = /^(index|node|kernels)\.ts$/;

const findings = projectsOf(root).flatMap((project) => foldersOf(project).flatMap(check(project)));
if (findings.length > 0) {
  console.error(`structure: ${findings.length} to mend\n  ${findings.sort().join('\n  ')}`);
  process.exit(1);
}
console.log('structure: folders and files are small, and files with logic have tests');

function projectsOf(folder) {
  return ['packages', 'tools'].flatMap((group) => {
    const path = join(folder, group);
    return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
  });
}

function foldersOf(folder) {
  const inner = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !skipped.has(entry.name))
    .flatMap((entry) => foldersOf(join(folder, entry.name)));
  return [folder, ...inner];
}

function check(project) {
  return (folder) => {
    const names = readdirSync(folder).filter((name) => sourceName.test(name));
    const inSources = folder !== project;
    const counted = names.filter((name) => !entryName.test(name));
    return [
      ...(inSources && counted.length > most.files
        ? [`${shown(folder)} has ${counted.length} source files, at most ${most.files} are allowed`]
        : []),
      ...names.flatMap((name) => checkFile(project, join(folder, name))),
    ];
  };
}

function checkFile(project, file) {
  const text = readFileSync(file, 'utf8');
  const lines = text.trimEnd().split('\n').length;
  const test = testOf(project, file);
  const generated = text.slice(0, 300).includes('do not edit');
  return [
    ...(lines > most.lines && !generated
      ? [`${shown(file)} has ${lines} lines, at most ${most.lines} are allowed`]
      : []),
    ...(test !== undefined && !existsSync(test) && hasLogic(file, text)
      ? [`${shown(file)} has logic, and no test ${shown(test)}`]
      : []),
  ];
}

/** Where the test of a file belongs: at the mirrored path. Programs (bin, scripts) are tested by running them. */
function testOf(project, file) {
  const path = relative(project, file);
  const mirrored = /^(src\/|(?=linker\/))(.*)\.(ts|mjs)$/.exec(path);
  return mirrored === null || path.endsWith('.d.ts')
    ? undefined
    : join(project, 'test', `${mirrored[2]}.test.ts`);
}

/** Whether a file exports a function or a class of its own. */
function hasLogic(file, text) {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return tree.statements.some((statement) => {
    const exported = ts.canHaveModifiers(statement)
      ? ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
      : false;
    if (exported !== true) return false;
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return true;
    return (
      ts.isVariableStatement(statement) &&
      statement.declarationList.declarations.some(
        ({ initializer }) =>
          initializer !== undefined &&
          (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
      )
    );
  });
}

function shown(path) {
  return relative(root, path);
}
