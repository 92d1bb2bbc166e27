import type { io } from '@tensorflow/tfjs';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { ParameterSpec } from '@causal-mechanisms/tensor-utils';

/** The weights of a saved layers model by their names. */
export type NamedWeights = ReadonlyMap<string, NamedWeight>;

/** One of them. */
export interface NamedWeight {
  /** Its shape. */
  readonly shape: readonly number[];
  /** Its numbers in row-major order. */
  readonly values: Float32Array;
}

/**
 * Takes the weights of a saved model apart, without layers and without tensors.
 *
 * @param artifacts - What a handler loaded.
 * @returns Every weight by its name.
 * @throws FileFormatError when they are no plain floats, are not finite, share a name, or their bytes are too few or too many.
 */
export function namedWeights({
  weightSpecs = [],
  weightData = new ArrayBuffer(0),
}: Pick<io.ModelArtifacts, 'weightSpecs' | 'weightData'>): NamedWeights {
  const bytes = joined(weightData);
  const found = new Map<string, NamedWeight>();
  let place = 0;
  for (const { name, shape, dtype, quantization } of weightSpecs) {
    if (dtype !== 'float32' || quantization !== undefined || found.has(name)) {
      throw new FileFormatError(
        `ExpertsModel.load: expected each weight once, as float32, got ${name} as ${dtype}`,
        { data: { name, dtype } },
      );
    }
    const size = shape.reduce((product, length) => product * length, 1);
    const end = place + 4 * size;
    if (!(end <= bytes.byteLength && end >= place)) throw wrongSize(name, bytes.byteLength);
    const values = new Float32Array(bytes.slice(place, end));
    checkFinite(name, values);
    found.set(name, { shape, values });
    place = end;
  }
  if (place !== bytes.byteLength) throw wrongSize('the last one', bytes.byteLength);
  return found;
}

/**
 * @param weights - Of a saved model.
 * @param specs - Names and shapes of those that are wanted.
 * @param prefix - What their names begin with in the saved model.
 * @returns Their numbers, one after the other.
 * @throws FileFormatError when one is missing or has another shape.
 */
export function takeWeights(
  weights: NamedWeights,
  specs: readonly ParameterSpec[],
  prefix: string,
): Float32Array {
  const parts = specs.map(({ name, shape }) => {
    const found = weights.get(prefix + name);
    if (found?.shape.join() === shape.join()) return found.values;
    const actual = found === undefined ? 'none' : `[${found.shape.join(', ')}]`;
    throw new FileFormatError(
      `ExpertsModel.load: expected a weight ${prefix + name} [${shape.join(', ')}], got ${actual}`,
      { data: { name: prefix + name, expected: shape, actual: found?.shape } },
    );
  });
  const values = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    values.set(part, place);
    place += part.length;
  }
  return values;
}

function joined(data: io.WeightData): ArrayBuffer {
  if (!Array.isArray(data)) return data;
  const bytes = new Uint8Array(data.reduce((sum, part) => sum + part.byteLength, 0));
  let place = 0;
  for (const part of data) {
    bytes.set(new Uint8Array(part), place);
    place += part.byteLength;
  }
  return bytes.buffer;
}

/** Damaged bytes are often no number. */
function checkFinite(name: string, values: Float32Array): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new FileFormatError(
    `ExpertsModel.load: weights must be finite, got ${String(values[bad])} at place ${bad} of ${name}`,
    { data: { name, index: bad, value: values[bad] } },
  );
}

function wrongSize(name: string, bytes: number): FileFormatError {
  return new FileFormatError(
    `ExpertsModel.load: the ${bytes} bytes of weights end before or after ${name}`,
    { data: { name, bytes } },
  );
}
