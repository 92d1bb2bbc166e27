import { tableMechanism } from '../tableMechanism.ts';
import { orthogonalMatrix } from './orthogonalMatrix.ts';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { CategoricalMechanism } from '../categoricalMechanism.ts';

const EMBEDDING = 4;
const HIDDEN = 48;
const GAIN = 2.5;
const BIAS = 0.5;
const SLOPE = 0.1;
/** Up to here a mechanism is written out as a table, which is read faster than the network is computed. */
const MOST_COMBINATIONS = 4096;

/**
 * Draws a mechanism from random networks, with the sizes and starting values of Lippe, Cohen and Gavves, Efficient Neural
 * Causal Discovery without Acyclicity Constraints (ICLR 2022): a normal embedding of 4 numbers for each parent's category, 48 units with leaky ReLU of
 * slope 0.1 and biases in [-0.5, 0.5), logits without bias, orthogonal weights of gain 2.5. A variable without parents gets the softmax of
 * normal logits.
 *
 * @param categories - Categories of the variable.
 * @param parentCategories - Categories of each parent.
 * @param stream - Where it is drawn from.
 * @returns The mechanism.
 */
export function randomMechanism(
  categories: number,
  parentCategories: readonly number[],
  stream: RandomStream,
): CategoricalMechanism {
  if (parentCategories.length === 0) {
    const logits = Float64Array.from({ length: categories }, () => stream.normal());
    softmax(logits, categories);
    return tableMechanism([logits]);
  }
  const inputs = EMBEDDING * parentCategories.length;
  const embeddings = parentCategories.map((count) =>
    Float64Array.from({ length: count * EMBEDDING }, () => stream.normal()),
  );
  const first = orthogonalMatrix(inputs, HIDDEN, GAIN, stream);
  const bias = Float64Array.from({ length: HIDDEN }, () => stream.uniform(-BIAS, BIAS));
  const second = orthogonalMatrix(HIDDEN, categories, GAIN, stream);
  // What a category of a parent adds to the hidden units never changes: it is computed once.
  const parts = embeddings.map((embedding, k) => contributions(embedding, first, k));
  const network = networkMechanism({ categories, parts, bias, second });
  const combinations = parentCategories.reduce((product, count) => product * count, 1);
  return combinations <= MOST_COMBINATIONS
    ? asTable(network, categories, parentCategories)
    : network;
}

/** One row of hidden inputs for each category of the parent in place `k`. */
function contributions(embedding: Float64Array, first: Float64Array, k: number): Float64Array {
  const count = embedding.length / EMBEDDING;
  const rows = new Float64Array(count * HIDDEN);
  for (let c = 0; c < count; c++) {
    for (let e = 0; e < EMBEDDING; e++) {
      const value = embedding[c * EMBEDDING + e] ?? 0;
      const from = (k * EMBEDDING + e) * HIDDEN;
      for (let h = 0; h < HIDDEN; h++) {
        rows[c * HIDDEN + h] = (rows[c * HIDDEN + h] ?? 0) + value * (first[from + h] ?? 0);
      }
    }
  }
  return rows;
}

interface NetworkWeights {
  readonly categories: number;
  readonly parts: readonly Float64Array[];
  readonly bias: Float64Array;
  readonly second: Float64Array;
}

function networkMechanism({
  categories,
  parts,
  bias,
  second,
}: NetworkWeights): CategoricalMechanism {
  const hidden = new Float64Array(HIDDEN);
  return {
    probabilities: (parents, out) => {
      hidden.set(bias);
      for (let k = 0; k < parts.length; k++) {
        const part = parts[k] ?? hidden;
        const from = (parents[k] ?? 0) * HIDDEN;
        for (let h = 0; h < HIDDEN; h++) hidden[h] = (hidden[h] ?? 0) + (part[from + h] ?? 0);
      }
      out.fill(0, 0, categories);
      for (let h = 0; h < HIDDEN; h++) {
        const value = hidden[h] ?? 0;
        const active = value > 0 ? value : SLOPE * value;
        const from = h * categories;
        for (let c = 0; c < categories; c++) {
          out[c] = (out[c] ?? 0) + active * (second[from + c] ?? 0);
        }
      }
      softmax(out, categories);
    },
  };
}

function asTable(
  mechanism: CategoricalMechanism,
  categories: number,
  parentCategories: readonly number[],
): CategoricalMechanism {
  const combinations = parentCategories.reduce((product, count) => product * count, 1);
  const values = new Uint8Array(parentCategories.length);
  const rows = Array.from({ length: combinations }, (_, index) => {
    let left = index;
    for (let k = parentCategories.length - 1; k >= 0; k--) {
      const count = parentCategories[k] ?? 1;
      values[k] = left % count;
      left = Math.floor(left / count);
    }
    const row = new Float64Array(categories);
    mechanism.probabilities(values, row);
    return row;
  });
  return tableMechanism(rows, { parentCategories });
}

/** Turns the first `count` logits into probabilities, in place. */
function softmax(values: Float64Array, count: number): void {
  let largest = -Infinity;
  for (let c = 0; c < count; c++) largest = Math.max(largest, values[c] ?? 0);
  let sum = 0;
  for (let c = 0; c < count; c++) {
    const value = Math.exp((values[c] ?? 0) - largest);
    values[c] = value;
    sum += value;
  }
  for (let c = 0; c < count; c++) values[c] = (values[c] ?? 0) / sum;
}
