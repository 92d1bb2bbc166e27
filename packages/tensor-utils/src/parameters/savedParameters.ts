import type { io } from '@tensorflow/tfjs';
import { checkFunction, checkOptions, checkText } from '../argumentChecks.ts';
import { checkNumbers } from '../arrayChecks.ts';
import type { JsonObject } from '../config.ts';
import { CausalMechanismsError, FileFormatError } from '../errors.ts';
import { checkLayout } from './parameterLayout.ts';
import type { ParameterLayout } from './parameterLayout.ts';

/** What is saved: tells files apart, and opens messages. */
export interface SavedKind {
  /** The class that saves, such as `SequenceModel`. */
  readonly owner: string;
  /** What marks its files, such as `causal-mechanisms/rims`. */
  readonly format: string;
}

/** What {@link writeParameters} writes. */
export interface ParametersToSave extends SavedKind {
  /** Names and shapes. */
  readonly layout: ParameterLayout;
  /** The parameters one after the other `[layout.length]`. */
  readonly values: Float32Array;
  /** Plain JSON that tells how to make their holder again; its key `format` is taken. */
  readonly description: object;
  /**
   * What `tf.loadLayersModel` makes layers of, whose weights have the names of the layout. Default: none, and only
   * {@link readParameters} can read the files.
   */
  readonly topology?: JsonObject;
}

/** What a saved description means. */
export interface UnderstoodParameters {
  /** The layout that the parameters must have. */
  readonly layout: ParameterLayout;
}

/** What {@link readParameters} expects. */
export interface ParametersToRead<T extends UnderstoodParameters> extends SavedKind {
  /** Makes of the saved description what the caller needs, with the layout that the parameters must have. */
  readonly understand: (description: Readonly<Record<string, unknown>>) => T;
}

/** What {@link readParameters} finds beside the description. */
export interface ReadValues {
  /** The parameters one after the other `[layout.length]`. */
  readonly values: Float32Array;
}

/**
 * Writes named parameters, and what they are made of, through any handler of TensorFlow.js.
 *
 * @param handler - Where to.
 * @param saved - Layout, values and description; what marks the files.
 * @throws FileFormatError when the handler cannot write; ArgumentError or ShapeError when what is to be saved is no layout with its values.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { parameterLayout, writeParameters } from '@causal-mechanisms/tensor-utils';
 *
 * let artifacts: tf.io.ModelArtifacts = {};
 * const memory = tf.io.withSaveHandler((written) => {
 *   artifacts = written;
 *   return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } });
 * });
 * const kind = { owner: 'Line', format: 'my-project/line' };
 * const layout = parameterLayout([{ name: 'slope', shape: [1] }, { name: 'offset', shape: [1] }]);
 * await writeParameters(memory, { ...kind, layout, values: Float32Array.of(2, 1), description: { unit: 'm' } });
 * console.log(artifacts.weightSpecs?.map(({ name }) => name)); // [ 'slope', 'offset' ]
 * ```
 */
export async function writeParameters(
  handler: io.IOHandler,
  saved: ParametersToSave,
): Promise<void> {
  const { owner, format, layout, values, description, topology } = checkOptions(
    'writeParameters',
    saved,
    'saved',
  );
  checkOptions(`${owner}.save`, handler, 'handler');
  if (handler.save === undefined) {
    throw new FileFormatError(`${owner}.save: the handler cannot write`);
  }
  checkFunction(`${owner}.save`, 'handler.save', handler.save);
  checkText('writeParameters', 'saved.format', format);
  const { length } = checkLayout('writeParameters', layout);
  // A model that diverged may be saved, to be looked at; it is not read back.
  const expected = { length, kinds: [Float32Array], anyNumber: true };
  checkNumbers('writeParameters', 'saved.values', values, expected);
  checkOptions('writeParameters', description, 'saved.description');
  if (topology !== undefined) checkOptions('writeParameters', topology, 'saved.topology');
  await handler.save({
    modelTopology: topology ?? { format },
    format: topology === undefined ? format : 'layers-model',
    weightSpecs: layout.specs.map(({ name, shape }) => ({
      name,
      shape: [...shape],
      dtype: 'float32' as const,
    })),
    weightData: values.buffer.slice(
      values.byteOffset,
      values.byteOffset + values.byteLength,
    ) as ArrayBuffer,
    userDefinedMetadata: { ...description, format },
  });
}

/**
 * Reads what {@link writeParameters} wrote.
 *
 * @param handler - Where from.
 * @param expected - What marks the files, and what makes sense of the description.
 * @returns What the description means, and the parameters one after the other; no tensors.
 * @throws FileFormatError when it is something else, or damaged; ArgumentError when there is no handler, or nothing to make sense of it by.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { parameterLayout, readParameters } from '@causal-mechanisms/tensor-utils';
 *
 * const handler = tf.io.fromMemory({
 *   weightSpecs: [{ name: 'slope', shape: [2], dtype: 'float32' }],
 *   weightData: Float32Array.of(2, 1).buffer,
 *   userDefinedMetadata: { format: 'my-project/line', inputs: 2 },
 * });
 * const { inputs, values } = await readParameters(handler, {
 *   owner: 'Line',
 *   format: 'my-project/line',
 *   understand: (description) => {
 *     const inputs = Number(description['inputs']);
 *     return { inputs, layout: parameterLayout([{ name: 'slope', shape: [inputs] }]) };
 *   },
 * });
 * console.log(inputs, Array.from(values)); // 2 [ 2, 1 ]
 * ```
 */
export async function readParameters<T extends UnderstoodParameters>(
  handler: io.IOHandler,
  expected: ParametersToRead<T>,
): Promise<T & ReadValues> {
  const { owner, format, understand } = checkOptions('readParameters', expected, 'expected');
  checkText('readParameters', 'expected.format', format);
  checkFunction('readParameters', 'expected.understand', understand);
  checkOptions(`${owner}.load`, handler, 'handler');
  if (handler.load === undefined) {
    throw new FileFormatError(`${owner}.load: the handler cannot read`);
  }
  checkFunction(`${owner}.load`, 'handler.load', handler.load);
  const saved: unknown = await handler.load();
  const { userDefinedMetadata, weightSpecs, weightData } = (saved ?? {}) as io.ModelArtifacts;
  const description = (userDefinedMetadata ?? {}) as Readonly<Record<string, unknown>>;
  if (description['format'] !== format) {
    throw new FileFormatError(`${owner}.load: this is no saved ${owner}`, {
      data: { expected: format, actual: description['format'] },
    });
  }
  try {
    const understood = understand(description);
    const values = new Float32Array(joined(weightData));
    const { specs, length } = understood.layout;
    if (named(weightSpecs) !== named(specs) || values.length !== length) {
      throw new FileFormatError(
        `${owner}.load: the parameters do not fit the saved configuration`,
        {
          data: {
            expected: { specs: named(specs), length },
            actual: { specs: named(weightSpecs), length: values.length },
          },
        },
      );
    }
    checkNumbersOf(owner, weightSpecs ?? [], values);
    return { ...understood, values };
  } catch (cause) {
    if (cause instanceof FileFormatError) throw cause;
    const reason = cause instanceof CausalMechanismsError ? `: ${cause.message}` : '';
    throw new FileFormatError(`${owner}.load: the saved ${owner} is damaged${reason}`, { cause });
  }
}

/** Bytes of another type would be read as other numbers, and damaged ones often as no number. */
function checkNumbersOf(
  owner: string,
  weightSpecs: readonly { readonly name: string; readonly dtype: string }[],
  values: Float32Array,
): void {
  const other = weightSpecs.find((spec) => spec.dtype !== 'float32' || 'quantization' in spec);
  if (other !== undefined) {
    throw new FileFormatError(
      `${owner}.load: the parameters ${other.name} must be of type float32 and not quantised, got ${other.dtype}`,
      { data: { name: other.name, dtype: other.dtype } },
    );
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new FileFormatError(
    `${owner}.load: the parameters must be finite, got ${String(values[bad])} at place ${bad}`,
    { data: { index: bad, value: values[bad] } },
  );
}

function named(specs: readonly { name: string; shape: readonly number[] }[] = []): string {
  return specs.map(({ name, shape }) => `${name} [${shape.join()}]`).join(', ');
}

function joined(data: io.WeightData | undefined): ArrayBuffer {
  if (data === undefined) return new ArrayBuffer(0);
  if (!Array.isArray(data)) return data;
  const bytes = new Uint8Array(data.reduce((sum, part) => sum + part.byteLength, 0));
  let place = 0;
  for (const part of data) {
    bytes.set(new Uint8Array(part), place);
    place += part.byteLength;
  }
  return bytes.buffer;
}
