import { logOfSum } from './tableAdapter.ts';
import type { TabularHypothesis } from './tabularHypotheses.ts';

/** How a {@link TableLearner} moves, and from where. */
export interface TableLearnerSettings {
  /** The rule. */
  readonly optimiser: 'sgd' | 'rmsprop';
  /** The step size. */
  readonly learningRate: number;
  /** At the tables of the hypothesis, or at uniform ones. */
  readonly start: 'trained' | 'uniform';
}

/** Decay and epsilon of RMSprop, as in the authors' code. */
const DECAY = 0.99;
const EPSILON = 1e-8;

/** One hypothesis that adapts to mini-batches and knows how well it describes a given distribution. */
export class TableLearner {
  readonly #causes: number;
  readonly #effects: number;
  readonly #settings: TableLearnerSettings;
  /** What the expectation is over: the joint distribution, and its sums over rows. */
  readonly #target: Float64Array;
  readonly #targetSums: Float64Array;
  /** Logarithms of probabilities: logits that are normalised after every step. */
  readonly #marginal: Float64Array;
  readonly #conditional: Float64Array;
  readonly #marginalSquares: Float64Array;
  readonly #conditionalSquares: Float64Array;
  /** The part of each row in the expected log-likelihood. */
  readonly #rowParts: Float64Array;
  readonly #shares: Float64Array;

  /** `target` is the joint distribution `[causes, effects]` that the expectation is over. */
  constructor(hypothesis: TabularHypothesis, target: Float64Array, settings: TableLearnerSettings) {
    const { causes, effects, logMarginal, logConditional } = hypothesis;
    [this.#causes, this.#effects, this.#settings, this.#target] = [
      causes,
      effects,
      settings,
      target,
    ];
    const isUniform = settings.start === 'uniform';
    this.#marginal = isUniform ? logMarginal.map(() => -Math.log(causes)) : logMarginal.slice();
    this.#conditional = isUniform
      ? logConditional.map(() => -Math.log(effects))
      : logConditional.slice();
    this.#marginalSquares = new Float64Array(causes);
    this.#conditionalSquares = new Float64Array(causes * effects);
    this.#targetSums = rowSums(target, new Float64Array(causes), effects);
    this.#shares = new Float64Array(causes);
    this.#rowParts = new Float64Array(causes);
    for (let row = 0; row < causes; row++) this.#measureRow(row);
  }

  /** The expectation of `log p` of a pair under the target, in nats. */
  expectedLogLikelihood(): number {
    let sum = 0;
    for (let c = 0; c < this.#causes; c++) {
      sum += weighted(this.#targetSums[c] ?? NaN, this.#marginal[c] ?? NaN);
      sum += this.#rowParts[c] ?? NaN;
    }
    return sum;
  }

  /** Moves all tables by the gradient of the mean negative log-likelihood of a mini-batch, given as the share of each pair. */
  step(batch: Float64Array): void {
    const [causes, effects] = [this.#causes, this.#effects];
    const shares = rowSums(batch, this.#shares, effects);
    const { optimiser } = this.#settings;
    this.#moveRow(this.#marginal, this.#marginalSquares, shares, 0, causes, 1);
    for (let row = 0; row < causes; row++) {
      const share = shares[row] ?? NaN;
      // A row that the mini-batch does not meet has no gradient; RMSprop forgets a little of what it had.
      if (share === 0 && optimiser === 'sgd') continue;
      this.#moveRow(
        this.#conditional,
        this.#conditionalSquares,
        batch,
        row * effects,
        effects,
        share,
      );
      this.#measureRow(row);
    }
  }

  /** Logits move by `share * p - observed`. */
  #moveRow(
    logs: Float64Array,
    squares: Float64Array,
    observed: Float64Array,
    offset: number,
    length: number,
    share: number,
  ): void {
    const { optimiser, learningRate } = this.#settings;
    for (let i = offset; i < offset + length; i++) {
      const log = logs[i] ?? NaN;
      const gradient = share * Math.exp(log) - (observed[i] ?? NaN);
      let slope = gradient;
      if (optimiser === 'rmsprop') {
        const square = DECAY * (squares[i] ?? NaN) + (1 - DECAY) * gradient * gradient;
        squares[i] = square;
        slope = gradient / (Math.sqrt(square) + EPSILON);
      }
      const moved = log - learningRate * slope;
      logs[i] = moved;
    }
    const total = logOfSum(logs, offset, length);
    for (let i = offset; i < offset + length; i++) logs[i] = (logs[i] ?? NaN) - total;
  }

  #measureRow(row: number): void {
    let sum = 0;
    for (let i = row * this.#effects; i < (row + 1) * this.#effects; i++) {
      sum += weighted(this.#target[i] ?? NaN, this.#conditional[i] ?? NaN);
    }
    this.#rowParts[row] = sum;
  }
}

/** What never happens adds nothing, whatever its logarithm. */
function weighted(probability: number, logarithm: number): number {
  return probability === 0 ? 0 : probability * logarithm;
}

function rowSums(joint: Float64Array, out: Float64Array, effects: number): Float64Array {
  for (let row = 0; row < out.length; row++) {
    let sum = 0;
    for (let i = row * effects; i < (row + 1) * effects; i++) sum += joint[i] ?? NaN;
    out[row] = sum;
  }
  return out;
}
