import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import {
  ArgumentError,
  checkCount,
  checkFunction,
  checkInstance,
  checkNumbers,
  checkOptions,
  checkTensor,
  checkText,
  nearestName,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import type { ExpectedTensor } from '@causal-mechanisms/tensor-utils';
import type { FactorReader } from './evaluate/factorReader.ts';
import type { Representation } from './model/representation.ts';

/** Numbers that one call may ask memory for: 4 GiB of them. */
const MOST_NUMBERS = 2 ** 30;

/** Observations are read in batches; a batch beyond this helps nobody. */
const MOST_AT_ONCE = 2 ** 20;

/**
 * @param owner - Opens the message.
 * @param batchSize - How many observations are read at a time.
 * @param signal - What ends the work; may be undefined.
 * @throws ArgumentError when either is something else.
 */
export function checkReading(
  owner: string,
  batchSize: number,
  signal: AbortSignal | undefined,
): void {
  checkCount(owner, 'batchSize', batchSize, { most: MOST_AT_ONCE });
  checkSignal(owner, signal);
}

/**
 * @param owner - Opens the message.
 * @param signal - What ends the work; may be undefined.
 * @throws ArgumentError when it is something else.
 */
export function checkSignal(owner: string, signal: AbortSignal | undefined): void {
  if (signal !== undefined) checkInstance(owner, 'signal', signal, AbortSignal);
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param count - How many rows are asked for.
 * @param perRow - Numbers in each.
 * @throws ArgumentError when it is no count, or they fit into no memory.
 */
export function checkDraws(owner: string, name: string, count: number, perRow: number): void {
  checkCount(owner, name, count, { most: Math.max(1, Math.floor(MOST_NUMBERS / perRow)) });
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param value - What the caller gave: an object with these methods.
 * @param methods - Their names.
 * @throws ArgumentError when it is no object, or lacks one.
 */
export function checkMethods<Value extends object>(
  owner: string,
  name: string,
  value: Value,
  methods: readonly (keyof Value & string)[],
): void {
  checkOptions(owner, value, name);
  for (const method of methods) checkFunction(owner, `${name}.${method}`, value[method]);
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param model - What the caller gave: something that encodes.
 * @throws ArgumentError when it is none.
 */
export function checkRepresentation(owner: string, name: string, model: Representation): void {
  checkMethods(owner, name, model, ['encode']);
  checkNumbers(owner, `${name}.observationShape`, model.observationShape, {
    whole: true,
    least: 1,
  });
  checkCount(owner, `${name}.latentWidth`, model.latentWidth);
  checkNames(owner, `${name}.factorNames`, model.factorNames);
  if (model.factorNames.length <= model.latentWidth) return;
  throw new ArgumentError(
    `${owner}: ${name}.latentWidth must be at least the number of factors, ${model.factorNames.length}, got ${model.latentWidth}`,
    { data: { factors: model.factorNames, latentWidth: model.latentWidth } },
  );
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param reader - What the caller gave: something that reads factors.
 * @throws ArgumentError when it is none.
 */
export function checkReader(owner: string, name: string, reader: FactorReader): void {
  checkMethods(owner, name, reader, ['factorValues']);
  checkNumbers(owner, `${name}.observationShape`, reader.observationShape, {
    whole: true,
    least: 1,
  });
  const { factors } = reader;
  if (!isList(factors) || factors.length === 0) {
    throw new ArgumentError(`${owner}: ${name}.factors must be a list of factors`, {
      data: { name, factors },
    });
  }
  factors.forEach((factor, i) => {
    const { name: own } = checkOptions(owner, factor, `${name}.factors[${i}]`);
    checkText(owner, `${name}.factors[${i}].name`, own);
  });
}

/**
 * @param owner - Opens the message.
 * @param name - The argument.
 * @param value - What the caller gave: a list of texts, not empty.
 * @throws ArgumentError when it is none.
 */
export function checkNames(owner: string, name: string, value: readonly string[]): void {
  if (!isList(value) || value.length === 0) {
    throw new ArgumentError(`${owner}: ${name} must be a list of names, at least one`, {
      data: { name, value },
    });
  }
  value.forEach((text, i) => {
    checkText(owner, `${name}[${i}]`, text);
  });
}

/**
 * @param owner - Opens the message.
 * @param values - Lists of values by the names of factors; may be undefined.
 * @param factors - The factors that there are.
 * @param leastLength - How many values a list must hold.
 * @throws ArgumentError for another name and an empty list; ValuesError for what is no finite number.
 */
export function checkFactorValues(
  owner: string,
  values: Readonly<Record<string, readonly number[]>> | undefined,
  factors: readonly string[],
  leastLength = 1,
): void {
  if (values === undefined) return;
  for (const [factor, list] of Object.entries(checkOptions(owner, values, 'values'))) {
    if (!factors.includes(factor)) {
      const near = nearestName(factor, factors);
      throw new ArgumentError(
        `${owner}: values must be of ${factors.join(', ')}, got "${factor}"${near === undefined ? '' : `, did you mean "${near}"?`}`,
        { data: { factor, factors } },
      );
    }
    checkNumbers(owner, `values.${factor}`, list, { leastLength });
  }
}

/** How far a pixel may lie outside [0, 1]: resizing rounds. */
const ROUNDING = 1e-3;

/**
 * Reads observations, and refuses numbers that would give answers without meaning, such as bytes in the place of pixels.
 *
 * @param owner - Opens the message.
 * @param observations - `[n, height, width, channels]` or `[n, width]`; read at once, so that it may be disposed of afterwards.
 * @throws ValuesError for pixels outside [0, 1], and numbers of vectors that are not finite.
 */
export async function checkObservedValues(owner: string, observations: Tensor): Promise<void> {
  const values = await observations.data<'float32'>();
  if (observations.rank !== 4) {
    checkNumbers(owner, 'observations', values);
    return;
  }
  const place = values.findIndex((pixel) => !(pixel >= -ROUNDING && pixel <= 1 + ROUNDING));
  if (place < 0) return;
  const value = values[place] ?? NaN;
  const hint = value > 1 && value <= 255 ? '; divide bytes by 255' : '';
  throw new ValuesError(
    `${owner}: pixels must lie in [0, 1], got ${value} at place ${place}${hint}`,
    { data: { index: place, value } },
  );
}

/**
 * Looks at what a function or method of the caller's gave, and disposes of it where it is wrong.
 *
 * @param owner - Opens the message.
 * @param what - What gave it, such as `model.encode`.
 * @param answer - What it gave.
 * @param expected - Shape and type.
 * @throws ArgumentError, ShapeError, DisposedError as `checkTensor`.
 */
export function checkAnswer(
  owner: string,
  what: string,
  answer: Tensor,
  expected: ExpectedTensor,
): void {
  try {
    checkTensor(owner, `what ${what} gives`, answer, expected);
  } catch (error) {
    const given: unknown = answer;
    if (given instanceof tf.Tensor) given.dispose();
    throw error;
  }
}

/**
 * @param owner - Opens the message.
 * @param values - What a reader gave for a batch.
 * @param count - Observations in it.
 * @param width - Factors that it reads.
 * @throws ArgumentError when it is no array of numbers; ShapeError when there are more or fewer.
 */
export function checkReadValues(
  owner: string,
  values: ArrayLike<number>,
  count: number,
  width: number,
): void {
  checkNumbers(owner, 'what reader.factorValues gives', values, { anyNumber: true });
  if (values.length === count * width) return;
  throw new ShapeError(
    `${owner}: the reader must give ${width} values for each of ${count} observations, got ${values.length}`,
    { data: { expected: count * width, actual: values.length } },
  );
}

/**
 * @param owner - Opens the message.
 * @param handler - What the caller gave: a place to load from or to save to.
 * @throws ArgumentError when it is none.
 */
export function checkHandler(owner: string, handler: tf.io.IOHandler): void {
  const { load, save }: { readonly load?: unknown; readonly save?: unknown } = checkOptions(
    owner,
    handler,
    'handler',
  );
  for (const [name, value] of Object.entries({ load, save })) {
    if (value !== undefined) checkFunction(owner, `handler.${name}`, value);
  }
}

/**
 * @param value - Anything.
 * @returns Whether it is an array. Unlike `Array.isArray` it leaves the type as it is declared.
 */
export function isList(value: unknown): boolean {
  return Array.isArray(value);
}
