import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Columns } from './invertibleEncoder.ts';

/** What a pass of a {@link CouplingNetwork} computed. */
export interface CouplingPass {
  /** The hidden units, point by point. */
  readonly hidden: Float64Array;
  /** The outputs, point by point. */
  readonly outputs: Float64Array;
}

/** A network with one hidden layer of tanh units, over plain arrays. */
export interface CouplingNetwork {
  /** How many parameters it has: weights and offsets of the hidden layer, then those of the outputs. */
  readonly length: number;
  /** Draws parameters: normal weights for inputs, and outputs of the deviation. */
  start(values: Float64Array, outputDeviation: number, stream: RandomStream): void;
  /** Reads columns, and writes outputs point by point. */
  forward(values: Float64Array, inputs: Columns): CouplingPass;
  /** Adds the gradient by the parameters to `gradient`, and returns that by the inputs. */
  backward(
    values: Float64Array,
    inputs: Columns,
    pass: CouplingPass,
    byOutputs: Float64Array,
    gradient: Float64Array,
  ): Float64Array[];
}

/** Inputs are data of a few units; this deviation lets tanh units bend within them. */
const INPUT_DEVIATION = 0.5;

/**
 * @param inputs - Numbers read per point.
 * @param units - Hidden units.
 * @param outputs - Numbers written per point.
 * @returns The network: functions over a stretch of a parameter vector.
 */
export function couplingNetwork(inputs: number, units: number, outputs: number): CouplingNetwork {
  // Per hidden unit its weights, then its offset; after all of them, per output its weights, then its offset.
  const stride = inputs + 1;
  const second = units * stride;
  const stretch = units + 1;
  return {
    length: second + outputs * stretch,
    start(values, outputDeviation, stream) {
      for (let h = 0; h < units; h++) {
        for (let j = 0; j < inputs; j++) {
          values[h * stride + j] = stream.normal(0, INPUT_DEVIATION / Math.sqrt(inputs));
        }
        values[h * stride + inputs] = stream.normal();
      }
      for (let o = 0; o < outputs; o++) {
        for (let h = 0; h < units; h++) {
          values[second + o * stretch + h] = stream.normal(0, outputDeviation / Math.sqrt(units));
        }
      }
    },
    forward(values, columns) {
      const rows = columns[0]?.length ?? 0;
      const hidden = new Float64Array(rows * units);
      const result = new Float64Array(rows * outputs);
      for (let i = 0; i < rows; i++) {
        for (let h = 0; h < units; h++) {
          let sum = values[h * stride + inputs] ?? 0;
          for (let j = 0; j < inputs; j++) {
            sum += (values[h * stride + j] ?? 0) * (columns[j]?.[i] ?? 0);
          }
          hidden[i * units + h] = Math.tanh(sum);
        }
        for (let o = 0; o < outputs; o++) {
          const place = second + o * stretch;
          let sum = values[place + units] ?? 0;
          for (let h = 0; h < units; h++) {
            sum += (values[place + h] ?? 0) * (hidden[i * units + h] ?? 0);
          }
          result[i * outputs + o] = sum;
        }
      }
      return { hidden, outputs: result };
    },
    backward(values, columns, { hidden }, byOutputs, gradient) {
      const rows = columns[0]?.length ?? 0;
      const byInputs = columns.map(() => new Float64Array(rows));
      const add = (place: number, value: number) => {
        gradient[place] = (gradient[place] ?? 0) + value;
      };
      for (let i = 0; i < rows; i++) {
        for (let o = 0; o < outputs; o++)
          add(second + o * stretch + units, byOutputs[i * outputs + o] ?? 0);
        for (let h = 0; h < units; h++) {
          const active = hidden[i * units + h] ?? 0;
          let byActive = 0;
          for (let o = 0; o < outputs; o++) {
            const place = second + o * stretch + h;
            const g = byOutputs[i * outputs + o] ?? 0;
            byActive += g * (values[place] ?? 0);
            add(place, g * active);
          }
          const bySum = byActive * (1 - active * active);
          add(h * stride + inputs, bySum);
          for (let j = 0; j < inputs; j++) {
            const column = byInputs[j] ?? byInputs[0];
            add(h * stride + j, bySum * (columns[j]?.[i] ?? 0));
            if (column !== undefined)
              column[i] = (column[i] ?? 0) + bySum * (values[h * stride + j] ?? 0);
          }
        }
      }
      return byInputs;
    },
  };
}
