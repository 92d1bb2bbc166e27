import type { io } from '@tensorflow/tfjs';
import { CausalMechanismsError, FileFormatError } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';

/** What is saved: tells files apart, and opens messages. */
interface SavedKind {
  /** The class that saves, such as `SequenceModel`. */
  readonly owner: string;
  /** What marks its files. */
  readonly format: string;
}

/**
 * Writes named parameters, and what they are made of, through any handler of TensorFlow.js.
 *
 * @param kind - What is saved.
 * @param saved - Names and shapes, the parameters one after the other, and plain JSON that tells how to make their holder again.
 * @param handler - Where to.
 * @throws FileFormatError when the handler cannot write.
 */
export async function writeParameters(
  { owner, format }: SavedKind,
  saved: {
    readonly layout: ParameterLayout;
    readonly values: Float32Array;
    readonly description: object;
  },
  handler: io.IOHandler,
): Promise<void> {
  if (handler.save === undefined) {
    throw new FileFormatError(`${owner}.save: the handler cannot write`);
  }
  const { layout, values, description } = saved;
  await handler.save({
    modelTopology: { format },
    format,
    weightSpecs: layout.specs.map(({ name, shape }) => ({
      name,
      shape: [...shape],
      dtype: 'float32' as const,
    })),
    weightData: values.buffer.slice(
      values.byteOffset,
      values.byteOffset + values.byteLength,
    ) as ArrayBuffer,
    userDefinedMetadata: { format, ...description },
  });
}

/**
 * Reads what {@link writeParameters} wrote.
 *
 * @param kind - What is expected.
 * @param handler - Where from.
 * @param understand - Makes of the saved description what the caller needs, with the layout that the parameters must have.
 * @returns What the description means, and the parameters one after the other; no tensors.
 * @throws FileFormatError when it is something else, or damaged.
 */
export async function readParameters<T extends { readonly layout: ParameterLayout }>(
  { owner, format }: SavedKind,
  handler: io.IOHandler,
  understand: (description: Readonly<Record<string, unknown>>) => T,
): Promise<T & { readonly values: Float32Array }> {
  if (handler.load === undefined) {
    throw new FileFormatError(`${owner}.load: the handler cannot read`);
  }
  const { userDefinedMetadata, weightSpecs, weightData } = await handler.load();
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
    return { ...understood, values };
  } catch (cause) {
    if (cause instanceof FileFormatError) throw cause;
    const reason = cause instanceof CausalMechanismsError ? `: ${cause.message}` : '';
    throw new FileFormatError(`${owner}.load: the saved ${owner} is damaged${reason}`, { cause });
  }
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
