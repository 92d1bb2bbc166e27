import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** The most source files in a folder, index files aside, and the most lines in a file that people write. */
const most = { files: 15, lines: 400 };

const otherFolders = new Set(['node_modules', 'dist', 'out-tsc', 'coverage', 'docs-json']);
const sourceName = /\.(ts|mjs|cjs|js|c|cpp|h|py)$/;
/** The entries of a package gather what is exported: they grow with it. */
const indexName = /^(index|node|web|kernels)\.ts$/;

/**
 * What is too large in a repository, and which files with logic have no test of their name.
 *
 * @param {string} root - Folder with `packages` and `tools`.
 * @returns {string[]} One line for each finding, sorted.
 */
export function structureFindings(root) {
  const projects = ['packages', 'tools']
    .map((group) => join(root, group))
    .filter((group) => existsSync(group))
    .flatMap((group) => innerFolders(group));
  return projects
    .flatMap((project) => [
      ...allFolders(project).flatMap((folder) => crowded(root, project, folder)),
      ...allFolders(project).flatMap((folder) =>
        sourcesIn(folder).flatMap((name) => fileFindings(root, project, join(folder, name))),
      ),
    ])
    .sort();
}

/**
 * @param {string} folder - A folder.
 * @returns {string[]} The folders right inside it that hold what people write.
 */
function innerFolders(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !otherFolders.has(entry.name))
    .map((entry) => join(folder, entry.name));
}

/**
 * @param {string} folder - A folder.
 * @returns {string[]} It and all folders below it.
 */
function allFolders(folder) {
  return [folder, ...innerFolders(folder).flatMap(allFolders)];
}

/** @param {string} folder - A folder. */
function sourcesIn(folder) {
  return readdirSync(folder).filter((name) => sourceName.test(name));
}

/**
 * @param {string} root - Root of the repository.
 * @param {string} project - A package or tool.
 * @param {string} folder - A folder of it.
 * @returns {string[]} A line when the folder holds too many sources; tests come in any number.
 */
function crowded(root, project, folder) {
  if (isTest(project, folder)) return [];
  const count = sourcesIn(folder).filter((name) => !indexName.test(name)).length;
  if (count <= most.files) return [];
  return [`${relative(root, folder)}: ${count} source files, more than ${most.files}`];
}

/**
 * @param {string} root - Root of the repository.
 * @param {string} project - A package or tool.
 * @param {string} file - A source file of it.
 * @returns {string[]} What there is to mend.
 */
function fileFindings(root, project, file) {
  const text = readFileSync(file, 'utf8');
  const lines = text.trimEnd().split('\n').length;
  const isGenerated = text.slice(0, 300).includes('do not edit');
  const test = testOf(project, file);
  return [
    ...(lines > most.lines && !isGenerated
      ? [`${relative(root, file)}: ${lines} lines, more than ${most.lines}`]
      : []),
    ...(test !== undefined && !existsSync(test) && hasLogic(file, text)
      ? [`${relative(root, file)}: no test ${relative(root, test)}`]
      : []),
  ];
}

/**
 * @param {string} project - A package or tool.
 * @param {string} path - A folder or file of it.
 */
function isTest(project, path) {
  return /^test\b/.test(relative(project, path));
}

/**
 * Where the test of a file belongs: at the mirrored path. Programs are tested by running them.
 *
 * @param {string} project - A package or tool.
 * @param {string} file - A source file of it.
 * @returns {string | undefined} The path of the test; undefined for a file that needs none.
 */
function testOf(project, file) {
  const mirrored = /^(?:src\/|(?=linker\/))(.*)(?<!\.d)\.(?:ts|mjs)$/.exec(relative(project, file));
  return mirrored === null ? undefined : join(project, 'test', `${mirrored[1]}.test.ts`);
}

/**
 * @param {string} file - Its name.
 * @param {string} text - What it holds.
 * @returns {boolean} Whether it exports a function or a class of its own.
 */
function hasLogic(file, text) {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return statements.some((statement) => {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return false;
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return true;
    if (!ts.isVariableStatement(statement)) return false;
    return statement.declarationList.declarations.some(
      ({ initializer }) =>
        initializer !== undefined &&
        (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
    );
  });
}
