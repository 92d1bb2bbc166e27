import ts from 'typescript';

const { SyntaxKind } = ts;

/** What each operator is exchanged for. */
export const BINARY: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [SyntaxKind.PlusToken, '-'],
  [SyntaxKind.MinusToken, '+'],
  [SyntaxKind.AsteriskToken, '/'],
  [SyntaxKind.SlashToken, '*'],
  [SyntaxKind.PercentToken, '*'],
  [SyntaxKind.AsteriskAsteriskToken, '*'],
  [SyntaxKind.LessThanToken, '<='],
  [SyntaxKind.LessThanEqualsToken, '<'],
  [SyntaxKind.GreaterThanToken, '>='],
  [SyntaxKind.GreaterThanEqualsToken, '>'],
  [SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [SyntaxKind.AmpersandAmpersandToken, '||'],
  [SyntaxKind.BarBarToken, '&&'],
  [SyntaxKind.AmpersandToken, '|'],
  [SyntaxKind.BarToken, '&'],
  [SyntaxKind.CaretToken, '&'],
  [SyntaxKind.LessThanLessThanToken, '>>'],
  [SyntaxKind.GreaterThanGreaterThanToken, '<<'],
  [SyntaxKind.GreaterThanGreaterThanGreaterThanToken, '>>'],
  [SyntaxKind.PlusEqualsToken, '-='],
  [SyntaxKind.MinusEqualsToken, '+='],
  [SyntaxKind.AsteriskEqualsToken, '/='],
  [SyntaxKind.SlashEqualsToken, '*='],
]);

const both = (pairs: Readonly<Record<string, string>>) =>
  new Map(Object.entries(pairs).flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));

/** Functions that are exchanged, by the object that has them; `*` is any object: tensors have most of those of `tf`. */
export const CALLS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    'tf',
    both({
      add: 'sub',
      mul: 'div',
      sum: 'mean',
      max: 'min',
      maximum: 'minimum',
      argMax: 'argMin',
      greater: 'greaterEqual',
      less: 'lessEqual',
      equal: 'notEqual',
      sigmoid: 'tanh',
      zeros: 'ones',
      zerosLike: 'onesLike',
    }),
  ],
  ['Math', both({ max: 'min', floor: 'ceil', cos: 'sin' })],
  [
    '*',
    both({
      some: 'every',
      add: 'sub',
      mul: 'div',
      sum: 'mean',
      maximum: 'minimum',
      argMax: 'argMin',
      greater: 'greaterEqual',
      less: 'lessEqual',
      sigmoid: 'tanh',
    }),
  ],
]);

/** Functions of one number or tensor that are left out: their argument, or for `*` their object, takes their place. */
export const DROPPED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['tf', new Set(['abs', 'exp', 'log', 'log1p', 'neg', 'relu', 'softplus', 'sqrt', 'square'])],
  ['Math', new Set(['abs', 'exp', 'log', 'log1p', 'round', 'sqrt', 'trunc'])],
  ['*', new Set(['abs', 'exp', 'log', 'log1p', 'neg', 'relu', 'softplus', 'sqrt', 'square'])],
]);
