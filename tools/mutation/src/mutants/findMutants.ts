import ts from 'typescript';
import type { Mutant } from './mutant.ts';
import { BINARY, CALLS, DROPPED } from './operators.ts';

/** Longer lists of numbers are tables: only the first number of them is changed. */
const longestList = 8;

type Change = Pick<Mutant, 'replacement' | 'kind'>;

/**
 * Finds the small changes that can be made to a file: operators, constants, conditions, exchanged or dropped functions of
 * `tf` and `Math`, and calls and assignments that are left out. Types, imports and what is thrown are left alone.
 *
 * @param text - The TypeScript source.
 * @param file - Its name, for the mutants.
 * @param firstId - The number of the first one.
 * @returns The mutants in the order of the text.
 */
export function findMutants(text: string, file: string, firstId = 1): Mutant[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (isLeftAlone(node)) return;
    const start = node.getStart(tree);
    for (const { replacement, kind } of changesOf(node, tree)) {
      const { line, character } = tree.getLineAndCharacterOfPosition(start);
      mutants.push({
        id: firstId + mutants.length,
        file,
        line: line + 1,
        column: character + 1,
        start,
        end: node.end,
        original: text.slice(start, node.end),
        replacement,
        kind,
      });
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return mutants;
}

function isLeftAlone(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isThrowStatement(node)
  );
}

function changesOf(node: ts.Node, tree: ts.SourceFile): Change[] {
  const replacements = [
    ...conditionChanges(node),
    ...(ts.isBinaryExpression(node) ? binaryChanges(node, tree) : []),
    ...(ts.isCallExpression(node) ? callChanges(node, tree) : []),
    ...unaryChanges(node, tree),
    ...literalChanges(node),
  ];
  return [
    ...replacements.map((replacement) => ({ replacement, kind: 'expression' as const })),
    ...(canBeLeftOut(node) ? [{ replacement: '', kind: 'statement' as const }] : []),
  ];
}

function conditionChanges(node: ts.Node): string[] {
  const { parent } = node;
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword)
    return [];
  if (ts.isIfStatement(parent) && parent.expression === node) return ['true', 'false'];
  if (ts.isConditionalExpression(parent) && parent.condition === node) return ['true', 'false'];
  const isLoop =
    (ts.isWhileStatement(parent) && parent.expression === node) ||
    (ts.isDoStatement(parent) && parent.expression === node) ||
    (ts.isForStatement(parent) && parent.condition === node);
  return isLoop ? ['false'] : [];
}

function binaryChanges(node: ts.BinaryExpression, tree: ts.SourceFile): string[] {
  const { left, operatorToken, right } = node;
  if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) return [right.getText(tree)];
  const other = BINARY.get(operatorToken.kind);
  const joinsText = operatorToken.kind === ts.SyntaxKind.PlusToken && [left, right].some(isText);
  if (other === undefined || joinsText) return [];
  return [`${left.getText(tree)} ${other} ${right.getText(tree)}`];
}

function isText(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return isText(node.left) || isText(node.right);
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function callChanges(node: ts.CallExpression, tree: ts.SourceFile): string[] {
  const { expression: called, parent } = node;
  // What a call gives is not used in a statement of its own: `set.add(x);` is no sum.
  if (!ts.isPropertyAccessExpression(called) || ts.isOptionalChain(node)) return [];
  if (ts.isExpressionStatement(parent)) return [];
  const owner = called.expression.getText(tree);
  const name = called.name.text;
  const kind = CALLS.has(owner) ? owner : '*';
  const other = CALLS.get(kind)?.get(name);
  const rest = node.getText(tree).slice(called.getText(tree).length);
  const kept = kind === '*' ? called.expression : node.arguments[0];
  const isDropped =
    DROPPED.get(kind)?.has(name) === true && node.arguments.length === (kind === '*' ? 0 : 1);
  return [
    ...(other === undefined ? [] : [`${owner}.${other}${rest}`]),
    ...(isDropped && kept !== undefined ? [kept.getText(tree)] : []),
  ];
}

function unaryChanges(node: ts.Node, tree: ts.SourceFile): string[] {
  if (ts.isPrefixUnaryExpression(node)) {
    if (isFallback(node)) return [];
    const operand = node.operand.getText(tree);
    if (node.operator === ts.SyntaxKind.PlusPlusToken) return [`--${operand}`];
    if (node.operator === ts.SyntaxKind.MinusMinusToken) return [`++${operand}`];
    return node.operator === ts.SyntaxKind.PlusToken ? [] : [operand];
  }
  if (!ts.isPostfixUnaryExpression(node)) return [];
  const operand = node.operand.getText(tree);
  return [node.operator === ts.SyntaxKind.PlusPlusToken ? `${operand}--` : `${operand}++`];
}

function literalChanges(node: ts.Node): string[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ['false'];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ['true'];
  if (!ts.isNumericLiteral(node) || isName(node) || isFallback(node) || isInTable(node)) return [];
  const value = Number(node.text);
  return [Number.isInteger(value) ? String(value + 1) : String(value * 2)];
}

function isName(node: ts.NumericLiteral): boolean {
  return (
    (ts.isPropertyAssignment(node.parent) || ts.isPropertyDeclaration(node.parent)) &&
    node.parent.name === node
  );
}

/** The 0 in `list[i] ?? 0`, or a -Infinity, is there for the compiler: no run gets to it. */
function isFallback(node: ts.Expression): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken &&
    parent.right === node &&
    ts.isElementAccessExpression(parent.left)
  );
}

function isInTable(node: ts.NumericLiteral): boolean {
  const list = ts.isPrefixUnaryExpression(node.parent) ? node.parent.parent : node.parent;
  return (
    ts.isArrayLiteralExpression(list) &&
    list.elements.length > longestList &&
    list.elements[0] !== node
  );
}

function canBeLeftOut(node: ts.Node): boolean {
  if (!ts.isExpressionStatement(node)) return false;
  const expression = ts.isAwaitExpression(node.expression)
    ? node.expression.expression
    : node.expression;
  if (ts.isBinaryExpression(expression)) {
    return expression.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  }
  return (
    ts.isCallExpression(expression) && expression.expression.kind !== ts.SyntaxKind.SuperKeyword
  );
}
