import { logSumExp } from '../belief/hypothesisBelief.ts';
import type { TabularHypothesis } from './tabularHypotheses.ts';

/** How an episode is cut, and how a hypothesis adapts to it. */
export interface AdaptationSettings {
  /** Mini-batches per episode. */
  readonly batches: number;
  /** Pairs per mini-batch. */
  readonly batchSize: number;
  /** Step size of gradient descent on the logits. */
  readonly learningRate: number;
}

/**
 * One hypothesis that scores episodes, each from the same start: every mini-batch before it adapts to it.
 *
 * Adaptation is one step of gradient descent on the mean negative log-likelihood of a mini-batch, by the logits of all tables, in
 * closed form: the marginal moves by `-rate (p - counts / n)`, row r by `-(rate / n) (n_r p_r - counts_r)`. Rows that the mini-batch
 * does not meet do not move. A row is copied and moved only if a later mini-batch meets it again, which gives the same scores.
 */
export class TableAdapter {
  readonly #hypothesis: TabularHypothesis;
  readonly #settings: AdaptationSettings;
  /** Logits of the marginal, and the logarithm of the sum of their exponentials. */
  readonly #marginal: Float64Array;
  #marginalLog = 0;
  /** The rows that have moved: where they lie, their logits, the logarithms of their sums. */
  readonly #slotOf: Int32Array;
  readonly #rowOf: Int32Array;
  readonly #rows: Float64Array;
  readonly #rowLogs: Float64Array;
  #moved = 0;
  /** The last mini-batch that meets a row, and how many pairs of the present one do. */
  readonly #lastMet: Int32Array;
  readonly #met: Int32Array;

  constructor(hypothesis: TabularHypothesis, settings: AdaptationSettings) {
    const { causes, effects } = hypothesis;
    // Rows that move are met by an episode: there are at most as many as pairs.
    const room = Math.min(causes, settings.batches * settings.batchSize);
    this.#hypothesis = hypothesis;
    this.#settings = settings;
    this.#marginal = new Float64Array(causes);
    this.#slotOf = new Int32Array(causes).fill(-1);
    this.#rowOf = new Int32Array(room);
    this.#rows = new Float64Array(room * effects);
    this.#rowLogs = new Float64Array(room);
    this.#lastMet = new Int32Array(causes);
    this.#met = new Int32Array(room);
  }

  /**
   * Scores one episode.
   *
   * @param cause - Categories of the variable that this hypothesis takes for the cause.
   * @param effect - Categories of the other one.
   * @param offset - Where the episode begins in both.
   * @param out - Gets the log-likelihood of every mini-batch, in nats.
   * @param outOffset - Where they begin.
   */
  score(
    cause: Uint8Array,
    effect: Uint8Array,
    offset: number,
    out: Float64Array,
    outOffset: number,
  ): void {
    const { batches, batchSize } = this.#settings;
    const end = offset + batches * batchSize;
    this.#marginal.set(this.#hypothesis.logMarginal);
    this.#marginalLog = 0;
    for (let i = offset, k = 0; i < end; k++) {
      for (const next = i + batchSize; i < next; i++) this.#lastMet[cause[i] ?? 0] = k;
    }
    for (let k = 0; k < batches; k++) {
      const start = offset + k * batchSize;
      out[outOffset + k] = this.#logLikelihood(cause, effect, start);
      if (k === batches - 1) break;
      this.#moveMarginal(cause, start, k === 0);
      this.#moveRows(cause, effect, start, k);
    }
    for (let slot = 0; slot < this.#moved; slot++) this.#slotOf[this.#rowOf[slot] ?? 0] = -1;
    this.#moved = 0;
  }

  #logLikelihood(cause: Uint8Array, effect: Uint8Array, start: number): number {
    const { effects, logConditional } = this.#hypothesis;
    let sum = 0;
    for (let i = start; i < start + this.#settings.batchSize; i++) {
      const [row, column] = [cause[i] ?? 0, effect[i] ?? 0];
      const slot = this.#slotOf[row] ?? -1;
      sum += (this.#marginal[row] ?? NaN) - this.#marginalLog;
      sum +=
        slot < 0
          ? (logConditional[row * effects + column] ?? NaN)
          : (this.#rows[slot * effects + column] ?? NaN) - (this.#rowLogs[slot] ?? NaN);
    }
    return sum;
  }

  #moveMarginal(cause: Uint8Array, start: number, isFirst: boolean): void {
    const { causes, marginal } = this.#hypothesis;
    const { learningRate, batchSize } = this.#settings;
    const logits = this.#marginal;
    for (let c = 0; c < causes; c++) {
      const logit = logits[c] ?? NaN;
      const probability = isFirst ? (marginal[c] ?? NaN) : Math.exp(logit - this.#marginalLog);
      logits[c] = logit - learningRate * probability;
    }
    const share = learningRate / batchSize;
    for (let i = start; i < start + batchSize; i++) {
      const row = cause[i] ?? 0;
      logits[row] = (logits[row] ?? NaN) + share;
    }
    this.#marginalLog = logOfSum(logits, 0, causes);
  }

  #moveRows(cause: Uint8Array, effect: Uint8Array, start: number, batch: number): void {
    const { effects, conditional, logConditional } = this.#hypothesis;
    const { learningRate, batchSize } = this.#settings;
    const share = learningRate / batchSize;
    const [rows, slotOf, met] = [this.#rows, this.#slotOf, this.#met];
    const fresh = this.#moved;
    const end = start + batchSize;
    for (let i = start; i < end; i++) {
      const row = cause[i] ?? 0;
      if ((this.#lastMet[row] ?? 0) <= batch) continue;
      if ((slotOf[row] ?? -1) < 0) {
        this.#rowOf[this.#moved] = row;
        slotOf[row] = this.#moved++;
      }
      const slot = slotOf[row] ?? 0;
      met[slot] = (met[slot] ?? 0) + 1;
    }
    for (let slot = 0; slot < this.#moved; slot++) {
      const times = met[slot] ?? 0;
      if (times === 0) continue;
      const [force, base] = [share * times, slot * effects];
      if (slot >= fresh) {
        const from = (this.#rowOf[slot] ?? 0) * effects;
        for (let e = 0; e < effects; e++) {
          rows[base + e] =
            (logConditional[from + e] ?? NaN) - force * (conditional[from + e] ?? NaN);
        }
      } else {
        const log = this.#rowLogs[slot] ?? NaN;
        for (let e = 0; e < effects; e++) {
          const logit = rows[base + e] ?? NaN;
          rows[base + e] = logit - force * Math.exp(logit - log);
        }
      }
    }
    for (let i = start; i < end; i++) {
      const slot = slotOf[cause[i] ?? 0] ?? -1;
      // A row that no later mini-batch meets may have moved before: it stays where it is.
      if (slot < 0 || met[slot] === 0) continue;
      const at = slot * effects + (effect[i] ?? 0);
      rows[at] = (rows[at] ?? NaN) + share;
    }
    for (let slot = 0; slot < this.#moved; slot++) {
      if (met[slot] === 0) continue;
      met[slot] = 0;
      this.#rowLogs[slot] = logOfSum(rows, slot * effects, effects);
    }
  }
}

/** The logarithm of the sum of exponentials. */
export function logOfSum(logits: Float64Array, offset: number, length: number): number {
  let sum = 0;
  for (let i = offset; i < offset + length; i++) sum += Math.exp(logits[i] ?? NaN);
  // Logits stay near logarithms of probabilities, but for step sizes in the hundreds.
  if (sum > 1e-200 && sum < Infinity) return Math.log(sum);
  return logSumExp(logits.subarray(offset, offset + length));
}
