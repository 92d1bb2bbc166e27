/** Gives each row the probability of each class: `[class][row]`. */
export type ClassProbabilities = (columns: readonly ArrayLike<number>[]) => Float64Array[];

/**
 * Fits a logistic regression with a class or more, by accelerated gradient descent on columns at mean 0 and deviation 1. A penalty on the
 * squared weights keeps them finite where classes can be told exactly.
 *
 * @param columns - Columns of finite numbers, of one length.
 * @param labels - The class of every row.
 * @param classes - How many classes there are.
 * @param options - The penalty per row, the slope at which it ends and how many steps are taken at most.
 * @returns What predicts other rows.
 */
export function softmaxRegression(
  columns: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  classes: number,
  options: { penalty?: number; slope?: number; steps?: number } = {},
): ClassProbabilities {
  const { penalty = 1e-4, slope = 1e-5, steps = 400 } = options;
  const scalings = columns.map(scaling);
  const inputs = columns.map((column, i) => scaled(column, scalings[i]));
  // Columns at deviation 1: the curvature of the loss is at most half the sum of their squares.
  const size = 1 / (0.5 * (columns.length + 1) + penalty);
  let weights = Array.from({ length: classes }, () => new Float64Array(columns.length + 1));
  let ahead = weights.map((row) => row.slice());
  let momentum = 1;
  for (let step = 0; step < steps; step++) {
    const slopes = gradient(ahead, { inputs, labels, penalty });
    if (slopes.every((row) => row.every((value) => Math.abs(value) <= slope))) {
      weights = ahead;
      break;
    }
    const next = ahead.map((row, label) =>
      row.map((value, i) => value - size * (slopes[label]?.[i] ?? NaN)),
    );
    const following = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const share = (momentum - 1) / following;
    ahead = next.map((row, label) =>
      row.map((value, i) => value + share * (value - (weights[label]?.[i] ?? NaN))),
    );
    [weights, momentum] = [next, following];
  }
  return (others) =>
    probabilities(
      weights,
      others.map((column, i) => scaled(column, scalings[i])),
    );
}

interface Scaling {
  readonly mean: number;
  readonly factor: number;
}

function scaling(column: ArrayLike<number>): Scaling {
  const values = Float64Array.from(column);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const deviation = Math.sqrt(variance);
  // What rounding leaves of a constant column is no variation.
  return { mean, factor: deviation <= 1e-12 * Math.abs(mean) ? 0 : 1 / deviation };
}

function scaled(column: ArrayLike<number>, { mean, factor }: Scaling = { mean: 0, factor: 0 }) {
  return Float64Array.from(column, (value) => (value - mean) * factor);
}

/** The last weight of each class is its constant, which is not penalised. */
function gradient(
  weights: readonly Float64Array[],
  given: { inputs: readonly Float64Array[]; labels: ArrayLike<number>; penalty: number },
): Float64Array[] {
  const { inputs, labels, penalty } = given;
  const rows = labels.length;
  return probabilities(weights, inputs, rows).map((chances, label) => {
    const slopes = new Float64Array(inputs.length + 1);
    for (let row = 0; row < rows; row++) {
      if (labels[row] === label) chances[row] = (chances[row] ?? 0) - 1;
    }
    inputs.forEach((input, i) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += (chances[row] ?? 0) * (input[row] ?? 0);
      slopes[i] = sum / rows + penalty * (weights[label]?.[i] ?? 0);
    });
    slopes[inputs.length] = chances.reduce((sum, error) => sum + error, 0) / rows;
    return slopes;
  });
}

function probabilities(
  weights: readonly Float64Array[],
  inputs: readonly Float64Array[],
  rows = inputs[0]?.length ?? 0,
): Float64Array[] {
  const { exp } = Math;
  const logits = weights.map((row) => {
    const values = new Float64Array(rows).fill(row[inputs.length] ?? 0);
    inputs.forEach((input, i) => {
      const weight = row[i] ?? 0;
      for (let place = 0; place < rows; place++)
        values[place] = (values[place] ?? 0) + weight * (input[place] ?? 0);
    });
    return values;
  });
  for (let row = 0; row < rows; row++) {
    let largest = -Infinity;
    for (const values of logits) {
      const value = values[row] ?? 0;
      if (value > largest) largest = value;
    }
    let total = 0;
    for (const values of logits) {
      const value = exp((values[row] ?? 0) - largest);
      values[row] = value;
      total += value;
    }
    for (const values of logits) values[row] = (values[row] ?? 0) / total;
  }
  return logits;
}
