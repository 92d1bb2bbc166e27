import type { BifToken, BifTokens } from './bifTokens.ts';

/** What a `variable` block says. */
export interface VariableBlock {
  /** The name and where it stands. */
  readonly name: BifToken;
  /** The names of its categories. */
  readonly labels: readonly string[];
}

/** One row of a `probability` block. */
export interface ProbabilityRow {
  /** Where it starts. */
  readonly place: BifToken;
  /** The categories of the parents, by name; null after `table`. */
  readonly given: readonly BifToken[] | null;
  /** The numbers. */
  readonly values: readonly number[];
}

/** What a `probability` block says. */
export interface ProbabilityBlock {
  /** The variable. */
  readonly variable: BifToken;
  /** Its parents. */
  readonly parents: readonly BifToken[];
  /** Its rows. */
  readonly rows: readonly ProbabilityRow[];
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Reads `{ type discrete [ N ] { a, b }; }` after the name of a variable.
 *
 * @param tokens - The file, after the word `variable`.
 * @returns The block.
 * @throws FileFormatError when something else stands there.
 */
export function variableBlock(tokens: BifTokens): VariableBlock {
  const name = tokens.takeWord('the name of a variable');
  tokens.expect('{');
  let labels: string[] | undefined;
  while (!tokens.accept('}')) {
    const word = tokens.takeWord("'type', 'property' or '}'");
    if (word.text === 'property') {
      skipProperty(tokens);
      continue;
    }
    if (word.text !== 'type') throw tokens.failure(`expected 'type', got '${word.text}'`, word);
    if (labels !== undefined) throw tokens.failure(`${name.text} has two types`, word);
    tokens.expect('discrete', '[');
    const count = tokens.takeWord('the number of categories');
    tokens.expect(']', '{');
    labels = wordsUntil(tokens, '}', 'a category').map(({ text }) => text);
    tokens.expect(';');
    if (String(labels.length) !== count.text) {
      throw tokens.failure(
        `${name.text} should have ${count.text} categories, it has ${labels.length}`,
        count,
      );
    }
    if (new Set(labels).size < labels.length) {
      throw tokens.failure(`two categories of ${name.text} have the same name`, count);
    }
  }
  if (labels === undefined) throw tokens.failure(`${name.text} has no type`, name);
  return { name, labels };
}

/**
 * Reads `( X | A, B ) { (a, b) 0.1, 0.9; }` after the word `probability`.
 *
 * @param tokens - The file.
 * @returns The block.
 * @throws FileFormatError when something else stands there.
 */
export function probabilityBlock(tokens: BifTokens): ProbabilityBlock {
  tokens.expect('(');
  const variable = tokens.takeWord('the name of a variable');
  const parents = tokens.accept('|') ? wordsUntil(tokens, ')', 'a parent') : [];
  if (parents.length === 0) tokens.expect(')');
  tokens.expect('{');
  const rows: ProbabilityRow[] = [];
  while (!tokens.accept('}')) {
    const place = tokens.take("a row of probabilities or '}'");
    if (place.text === 'property' && !place.isMark) {
      skipProperty(tokens);
    } else if (place.text === '(' && place.isMark) {
      const given = wordsUntil(tokens, ')', 'a category');
      rows.push({ place, given, values: numbersOf(tokens) });
    } else if (place.text === 'table' && !place.isMark) {
      rows.push({ place, given: null, values: numbersOf(tokens) });
    } else {
      throw tokens.failure(`expected a row of probabilities, got '${place.text}'`, place);
    }
  }
  return { variable, parents, rows };
}

/**
 * Passes over a property, up to its semicolon.
 *
 * @param tokens - The file, after the word `property`.
 */
export function skipProperty(tokens: BifTokens): void {
  while (tokens.take("';'").text !== ';');
}

/** Reads words between commas, and the mark after the last one. */
function wordsUntil(tokens: BifTokens, mark: string, what: string): BifToken[] {
  const words = [tokens.takeWord(what)];
  while (!tokens.accept(mark)) {
    tokens.expect(',');
    words.push(tokens.takeWord(what));
  }
  return words;
}

function numbersOf(tokens: BifTokens): number[] {
  return wordsUntil(tokens, ';', 'a probability').map((token) => {
    if (NUMBER.test(token.text)) return Number(token.text);
    throw tokens.failure(`expected a probability, got '${token.text}'`, token);
  });
}
