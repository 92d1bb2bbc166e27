import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import {
  ArgumentError,
  checkCount,
  checkMethods,
  checkNumbers,
  checkOptions,
  checkSignal,
  checkTensor,
  checkText,
  ShapeError,
} from '@causal-mechanisms/tensor-utils';
import type { ExpectedTensor } from '@causal-mechanisms/tensor-utils';
import { checkNames, isList } from '../checks.ts';
import type { FactorReader } from './factorReader.ts';
import type { Representation } from '../model/representation.ts';

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
