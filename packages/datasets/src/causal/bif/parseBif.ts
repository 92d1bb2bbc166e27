import {
  ArgumentError,
  CausalMechanismsError,
  checkOptions,
  checkText,
} from '@causal-mechanisms/tensor-utils';
import { causalNetwork } from '../causalNetwork.ts';
import { checkDistribution } from '../tableMechanism.ts';
import { topologicalOrder } from '../topologicalOrder.ts';
import { probabilityBlock, skipProperty, variableBlock } from './bifBlocks.ts';
import { BifTokens } from './bifTokens.ts';
import type { CausalNetwork } from '../causalNetwork.ts';
import type { ProbabilityBlock, VariableBlock } from './bifBlocks.ts';

/** Options of {@link parseBif}. */
export interface ParseBifOptions {
  /** What to call the file in messages. Default: `bif`. */
  readonly name?: string;
}

const MOST_VARIABLES = 10_000;

/** No network that is in use comes near this size. */
export const MOST_BIF_BYTES = 16 * 2 ** 20;

/**
 * Reads a `.bif` file, the text format of repositories of Bayesian networks: discrete variables, each with one row of
 * probabilities for every combination of its parents' categories. Properties and comments are passed over. What is doubtful is refused, not
 * guessed: a `table` over parents, `default` rows, rows that are missing or there twice.
 *
 * @param text - The file.
 * @param options - The name for messages.
 * @returns The network; variables in the order of the file.
 * @throws FileFormatError, with line and column, for anything that is not as it should be, and for more than 10,000 variables or
 *   16 MiB.
 *
 * @example
 * ```ts
 * import { parseBif } from '@causal-mechanisms/datasets';
 *
 * const { names, labels } = parseBif(`
 *   network unknown {}
 *   variable rain { type discrete [ 2 ] { yes, no }; }
 *   probability ( rain ) { table 0.2, 0.8; }
 * `);
 * console.log(names, labels); // [ 'rain' ] [ [ 'yes', 'no' ] ]
 * ```
 */
export function parseBif(text: string, options: ParseBifOptions = {}): CausalNetwork {
  checkText('parseBif', 'text', text);
  const { name = 'bif' } = checkOptions('parseBif', options);
  checkText('parseBif', 'name', name);
  const tokens = new BifTokens(text.length > MOST_BIF_BYTES ? '' : text, name);
  if (text.length > MOST_BIF_BYTES) {
    throw tokens.failure(
      `the text is longer than the ${MOST_BIF_BYTES} characters that are allowed`,
    );
  }
  const { variables, blocks } = readBlocks(tokens);
  const names = [...variables.keys()];
  if (names.length === 0) throw tokens.failure('the file has no variable');
  const places = new Map(names.map((variable, i) => [variable, i]));
  const parents = names.map((variable) => {
    const block = blocks.get(variable);
    if (block === undefined) {
      throw tokens.failure(`${variable} has no probabilities`, variables.get(variable)?.name);
    }
    return block.parents.map((parent) => {
      const place = places.get(parent.text);
      if (place === undefined) {
        throw tokens.failure(`the parent ${parent.text} of ${variable} is no variable`, parent);
      }
      return place;
    });
  });
  checkOrder(tokens, parents, names, blocks);
  const labels = names.map((variable) => variables.get(variable)?.labels ?? []);
  return causalNetwork({
    names,
    categories: labels.map((list) => list.length),
    labels,
    parents,
    mechanisms: names.map((variable, i) => {
      const block = blocks.get(variable);
      const parentLabels = (parents[i] ?? []).map((parent) => labels[parent] ?? []);
      return block === undefined ? [] : tableOf(tokens, block, parentLabels, labels[i] ?? []);
    }),
  });
}

interface Blocks {
  readonly variables: ReadonlyMap<string, VariableBlock>;
  readonly blocks: ReadonlyMap<string, ProbabilityBlock>;
}

function readBlocks(tokens: BifTokens): Blocks {
  const variables = new Map<string, VariableBlock>();
  const blocks = new Map<string, ProbabilityBlock>();
  while (tokens.next !== undefined) {
    const start = tokens.take('a block');
    if (start.text === 'network') {
      while (!tokens.accept('{')) tokens.takeWord("'{'");
      while (!tokens.accept('}')) {
        tokens.expect('property');
        skipProperty(tokens);
      }
    } else if (start.text === 'variable') {
      const block = variableBlock(tokens);
      const { name, labels } = block;
      if (variables.has(name.text))
        throw tokens.failure(`there are two variables ${name.text}`, name);
      if (labels.length < 2 || labels.length > 256) {
        throw tokens.failure(
          `${name.text} must have 2 to 256 categories, it has ${labels.length}`,
          name,
        );
      }
      if (variables.size === MOST_VARIABLES) {
        throw tokens.failure(
          `there are more than the ${MOST_VARIABLES} variables that are allowed`,
          name,
        );
      }
      variables.set(name.text, block);
    } else if (start.text === 'probability') {
      const block = probabilityBlock(tokens);
      const { variable } = block;
      if (!variables.has(variable.text)) {
        throw tokens.failure(`${variable.text} is no variable that was declared before`, variable);
      }
      if (blocks.has(variable.text)) {
        throw tokens.failure(`${variable.text} has two blocks of probabilities`, variable);
      }
      blocks.set(variable.text, block);
    } else {
      throw tokens.failure(
        `expected 'network', 'variable' or 'probability', got '${start.text}'`,
        start,
      );
    }
  }
  return { variables, blocks };
}

/** A cycle is reported where one of its variables gets its parents. */
function checkOrder(
  tokens: BifTokens,
  parents: readonly (readonly number[])[],
  names: readonly string[],
  blocks: ReadonlyMap<string, ProbabilityBlock>,
): void {
  parents.forEach((list, i) => {
    const name = names[i] ?? '';
    if (list.includes(i) || new Set(list).size < list.length) {
      throw tokens.failure(
        `the parents of ${name} must be different other variables`,
        blocks.get(name)?.variable,
      );
    }
  });
  try {
    topologicalOrder(parents, names);
  } catch (error) {
    if (!(error instanceof ArgumentError) || !Array.isArray(error.data.cycle)) throw error;
    const cycle = error.data.cycle.map(String);
    throw tokens.failure(
      `the graph has a cycle, ${cycle.join(' -> ')}`,
      blocks.get(cycle[0] ?? '')?.variable,
    );
  }
}

/** The rows in the order of a network: the last parent's category changes fastest. */
function tableOf(
  tokens: BifTokens,
  { variable, rows }: ProbabilityBlock,
  parentLabels: readonly (readonly string[])[],
  labels: readonly string[],
): readonly (readonly number[])[] {
  const combinations = parentLabels.reduce((product, list) => product * list.length, 1);
  const found = new Map<number, readonly number[]>();
  for (const { place, given, values } of rows) {
    if (given === null && parentLabels.length > 0) {
      throw tokens.failure(
        `${variable.text} has parents: expected a row for each of their categories`,
        place,
      );
    }
    const categories = given ?? [];
    if (categories.length !== parentLabels.length) {
      throw tokens.failure(
        `${variable.text} has ${parentLabels.length} parents, the row names ${categories.length} categories`,
        place,
      );
    }
    let row = 0;
    categories.forEach((category, k) => {
      const list = parentLabels[k] ?? [];
      const index = list.indexOf(category.text);
      if (index < 0) {
        throw tokens.failure(
          `'${category.text}' is none of the categories ${list.join(', ')}`,
          category,
        );
      }
      row = row * list.length + index;
    });
    if (found.has(row)) throw tokens.failure(`${variable.text} has this row twice`, place);
    try {
      checkDistribution('row', values, { categories: labels.length, what: variable.text });
    } catch (error) {
      if (!(error instanceof CausalMechanismsError)) throw error;
      throw tokens.failure(error.message, place);
    }
    found.set(row, values);
  }
  if (found.size < combinations) {
    throw tokens.failure(
      `${variable.text} should have ${combinations} rows, it has ${found.size}`,
      variable,
    );
  }
  return Array.from({ length: combinations }, (_, row) => found.get(row) ?? []);
}
