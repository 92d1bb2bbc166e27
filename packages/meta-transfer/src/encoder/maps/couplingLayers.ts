import {
  checkCount,
  checkInstance,
  checkNumber,
  checkOptions,
  RandomStream,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import { checkChoice } from '../../belief/checkChoice.ts';
import { checkColumns } from './checkColumns.ts';
import { couplingNetwork } from './couplingNetwork.ts';
import type { CouplingNetwork } from './couplingNetwork.ts';
import type { Columns, InvertibleEncoder } from './invertibleEncoder.ts';

/** Options of {@link couplingLayers}. */
export interface CouplingLayersOptions {
  /** Coordinates of a point, at least 2. Default: 2. */
  readonly dimensions?: number;
  /** Layers; each moves every other coordinate, in turns. Default: 2. */
  readonly layers?: number;
  /** Units of the hidden layer of each network. Default: 16. */
  readonly hidden?: number;
  /** Whether coordinates are only shifted, which keeps volumes, or scaled too. Default: `additive`. */
  readonly kind?: 'additive' | 'affine';
  /** Which coordinates the first layer moves: those with odd places, or those with even ones. Default: `odd`. */
  readonly first?: 'odd' | 'even';
  /** The deviation of the weights of the last layer of each network at the start; 0 is the identity. Default: 0. */
  readonly outputDeviation?: number;
  /** Where the weights at the start are drawn from. */
  readonly stream: RandomStream;
}

/** Log-scales stay within this, so that no layer can collapse a coordinate. */
const MOST_SCALE = 2;

/**
 * Coupling layers: each leaves half of the coordinates, `x`, as they are, and moves the others, `y`, by networks of `x`: to
 * `y + t(x)` (additive) or `y exp(s(x)) + t(x)` (affine). The inverse is exact and costs the same, whatever the networks are.
 *
 * @param options - Sizes, kind, stream.
 * @returns The encoder.
 * @throws ArgumentError when a size is no positive integer, there are less than two dimensions, or another option is impossible.
 *
 * @example
 * ```ts
 * import { couplingLayers } from '@causal-mechanisms/meta-transfer';
 * import { RandomStream } from '@causal-mechanisms/tensor-utils';
 *
 * const encoder = couplingLayers({ outputDeviation: 1, stream: new RandomStream(1) });
 * const codes = encoder.encode([Float64Array.of(1), Float64Array.of(2)]);
 * console.log(encoder.decode(codes).map(([value]) => value?.toFixed(6))); // [ '1.000000', '2.000000' ]
 * ```
 */
export function couplingLayers(options: CouplingLayersOptions): InvertibleEncoder {
  const { dimensions = 2, layers = 2, hidden = 16 } = checkOptions('couplingLayers', options);
  const { kind = 'additive', first = 'odd', outputDeviation = 0, stream } = options;
  checkCount('couplingLayers', 'dimensions', dimensions, { least: 2, most: 4096 });
  checkCount('couplingLayers', 'layers', layers, { most: 4096 });
  checkCount('couplingLayers', 'hidden', hidden, { most: 65_536 });
  checkInstance('couplingLayers', 'stream', stream, RandomStream);
  checkChoice('couplingLayers', 'kind', kind, ['additive', 'affine']);
  checkChoice('couplingLayers', 'first', first, ['odd', 'even']);
  checkNumber('couplingLayers', 'outputDeviation', outputDeviation, { least: 0 });
  const plans = Array.from({ length: layers }, (_, k) => {
    const parity = (k + (first === 'odd' ? 1 : 0)) % 2;
    const all = Array.from({ length: dimensions }, (_unused, i) => i);
    const [moved, kept] = [
      all.filter((i) => i % 2 === parity),
      all.filter((i) => i % 2 !== parity),
    ];
    const outputs = moved.length * (kind === 'affine' ? 2 : 1);
    return { moved, kept, outputs, network: couplingNetwork(kept.length, hidden, outputs) };
  });
  const length = plans.reduce((sum, { network }) => sum + network.length, 0);
  const parameters = new Float64Array(length);
  let start = 0;
  const steps = plans.map((plan): CouplingStep => {
    const values = parameters.subarray(start, start + plan.network.length);
    plan.network.start(values, outputDeviation, stream);
    start += plan.network.length;
    return { ...plan, values, start: start - plan.network.length };
  });
  return {
    dimensions,
    parameters,
    encode(points) {
      checkColumns('couplingLayers.encode', points, dimensions);
      return apart(
        points,
        steps.reduce<Float64Array[]>((codes, step) => move(step, codes, 1), [...points]),
      );
    },
    decode(codes) {
      checkColumns('couplingLayers.decode', codes, dimensions);
      return apart(
        codes,
        steps.reduceRight<Float64Array[]>((points, step) => move(step, points, -1), [...codes]),
      );
    },
    logDeterminants(points) {
      const sums = new Float64Array(
        checkColumns('couplingLayers.logDeterminants', points, dimensions),
      );
      steps.reduce<Float64Array[]>((codes, step) => move(step, codes, 1, sums), [...points]);
      return sums;
    },
    parameterGradient(points, codeGradients, determinantGradients) {
      const rows = checkColumns(
        'couplingLayers.parameterGradient',
        [...points, ...codeGradients],
        2 * dimensions,
      );
      if (determinantGradients !== undefined && determinantGradients.length !== rows) {
        throw new ShapeError(
          `couplingLayers.parameterGradient: expected ${rows} determinantGradients, got ${determinantGradients.length}`,
          { data: { expected: rows, actual: determinantGradients.length } },
        );
      }
      const gradient = new Float64Array(length);
      const inputs: Columns[] = [];
      steps.reduce<Float64Array[]>(
        (codes, step) => {
          inputs.push(codes);
          return move(step, codes, 1);
        },
        [...points],
      );
      steps.reduceRight<Float64Array[]>(
        (by, step, k) => moveBack(step, inputs[k] ?? points, by, determinantGradients, gradient),
        [...codeGradients],
      );
      return gradient;
    },
  };
}

/** One layer with its parameters. */
interface CouplingStep {
  readonly moved: readonly number[];
  readonly kept: readonly number[];
  readonly outputs: number;
  readonly network: CouplingNetwork;
  readonly values: Float64Array;
  readonly start: number;
}

/** Moves coordinates forward, or back where they came from; adds log-scales to `sums`. */
function move(
  step: CouplingStep,
  points: Columns,
  sign: 1 | -1,
  sums?: Float64Array,
): Float64Array[] {
  const { moved, kept, outputs, network, values } = step;
  const out = network.forward(values, pick(points, kept)).outputs;
  const result = [...points];
  const affine = outputs > moved.length;
  moved.forEach((coordinate, j) => {
    const from = points[coordinate] ?? new Float64Array();
    const to = new Float64Array(from.length);
    for (let i = 0; i < from.length; i++) {
      const shift = out[i * outputs + j] ?? 0;
      const scale = affine ? logScale(out[i * outputs + moved.length + j] ?? 0) : 0;
      to[i] =
        sign === 1
          ? (from[i] ?? 0) * Math.exp(scale) + shift
          : ((from[i] ?? 0) - shift) * Math.exp(-scale);
      if (sums !== undefined) sums[i] = (sums[i] ?? 0) + scale;
    }
    result[coordinate] = to;
  });
  return result;
}

/** Takes gradients by the codes of a layer back to its inputs, and adds those by its parameters to `gradient`. */
function moveBack(
  { moved, kept, outputs, network, values, start }: CouplingStep,
  inputs: Columns,
  by: Columns,
  determinants: Float64Array | undefined,
  gradient: Float64Array,
): Float64Array[] {
  const read = pick(inputs, kept);
  const passed = network.forward(values, read);
  const byOutputs = new Float64Array(passed.outputs.length);
  const result = [...by];
  const affine = outputs > moved.length;
  moved.forEach((coordinate, j) => {
    const from = inputs[coordinate] ?? new Float64Array();
    const byCode = by[coordinate] ?? new Float64Array();
    const byInput = new Float64Array(from.length);
    for (let i = 0; i < from.length; i++) {
      const g = byCode[i] ?? 0;
      byOutputs[i * outputs + j] = g;
      if (!affine) {
        byInput[i] = g;
        continue;
      }
      const place = i * outputs + moved.length + j;
      const scale = logScale(passed.outputs[place] ?? 0);
      const factor = Math.exp(scale);
      byInput[i] = g * factor;
      const byScale = g * (from[i] ?? 0) * factor + (determinants?.[i] ?? 0);
      byOutputs[place] = byScale * (1 - (scale / MOST_SCALE) ** 2);
    }
    result[coordinate] = byInput;
  });
  const byRead = network.backward(values, read, passed, byOutputs, gradient.subarray(start));
  kept.forEach((coordinate, j) => {
    const sum = Float64Array.from(result[coordinate] ?? []);
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (byRead[j]?.[i] ?? 0);
    result[coordinate] = sum;
  });
  return result;
}

/** Columns that no layer moved are copied: whoever changes the results changes nothing else. */
function apart(given: Columns, results: Float64Array[]): Float64Array[] {
  return results.map((column, i) => (column === given[i] ? column.slice() : column));
}

function logScale(output: number): number {
  return MOST_SCALE * Math.tanh(output / MOST_SCALE);
}

function pick(points: Columns, places: readonly number[]): Float64Array[] {
  return places.map((place) => points[place] ?? new Float64Array());
}
