import * as tf from '@tensorflow/tfjs';
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { streamBatches } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import {
  CausalMechanismsError,
  asImageBatch,
  parameterLayout,
  FlatAdam,
  ParameterVector,
  joinParameters,
  pacer,
} from '@causal-mechanisms/tensor-utils';
import type {
  CheckpointStore,
  ImageShape,
  ParameterLayout,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { stopIfInterrupted } from '../../run/interrupted.ts';
import { classCount } from './digits.ts';

/** Options of {@link trainDigitClassifier}. */
export interface DigitClassifierOptions {
  /** Adam's step size in each epoch; one epoch per entry. Default: 1e-3, then 2e-4. */
  readonly learningRates?: readonly number[];
  /** Images per step. Default: 64. */
  readonly batchSize?: number;
  /** Draws the initial weights and the order of the images. */
  readonly stream: RandomStream;
  /** Stops between two steps. */
  readonly signal: AbortSignal;
  /**
   * @param done - Steps done.
   * @param total - Steps in all.
   */
  readonly onStep?: (done: number, total: number) => void;
}

type Tensors = readonly Tensor[];

/**
 * A convolutional network that reads digits: the judge of experiments, never part of training. Two convolutions of 32
 * and 64 filters, each followed by max pooling, a layer of 128 units, and the classes: ten, where the images do not name theirs.
 */
export class DigitClassifier {
  /** The images it reads. */
  readonly shape: ImageShape;
  readonly #parameters: ParameterVector;

  /**
   * @param shape - The images it reads; height and width are multiples of 4.
   * @param parameters - Its weights; owned from here on.
   */
  constructor(shape: ImageShape, parameters: ParameterVector) {
    this.shape = shape;
    this.#parameters = parameters;
  }

  /**
   * @param images - `[n, height, width, channels]` in [0, 1]; not disposed.
   * @returns The class of each image.
   */
  async classify(images: Tensor4D): Promise<Int32Array> {
    const batch = asImageBatch('DigitClassifier.classify', images, this.shape);
    const classes = tf.tidy(() => logits(batch, this.#parameters.views).argMax<Tensor1D>(1));
    try {
      return Int32Array.from(await classes.data());
    } finally {
      classes.dispose();
    }
  }

  /**
   * Keeps the weights.
   *
   * @param store - Where.
   */
  async save(store: CheckpointStore): Promise<void> {
    const values = Float32Array.from(await this.#parameters.values.data());
    await store.save({
      step: 0,
      config: { shape: [...this.shape] },
      arrays: { parameters: { shape: [values.length], values } },
      json: {},
    });
  }

  /** Disposes of the weights. */
  dispose(): void {
    this.#parameters.dispose();
  }
}

/**
 * Reads a classifier back.
 *
 * @param store - Where {@link DigitClassifier.save} put it.
 * @param shape - The images it must read.
 * @param classes - The classes that it must tell apart. Default: ten.
 * @returns The classifier, or `undefined` where none is kept for such images; the caller disposes of it.
 */
export async function loadDigitClassifier(
  store: CheckpointStore,
  shape: ImageShape,
  classes = classCount({}),
): Promise<DigitClassifier | undefined> {
  const kept = (await store.latest())?.state.arrays['parameters'];
  const layout = layoutFor(shape, classes);
  if (kept?.values.length !== layout.length) return undefined;
  const values = tf.tensor1d(Float32Array.from(kept.values));
  return new DigitClassifier(shape, new ParameterVector(layout, values));
}

/**
 * Trains a classifier in a loop of its own: the same stream gives the same order and the same initial weights.
 *
 * @param digits - Labelled images, height and width multiples of 4.
 * @param options - Epochs, batches, randomness.
 * @returns The classifier; the caller disposes of it.
 * @throws CausalMechanismsError `ERR_NO_LABELS` when the images have no labels.
 * @throws InterruptedError when it was asked to stop.
 */
export async function trainDigitClassifier(
  digits: ImageDataset,
  options: DigitClassifierOptions,
): Promise<DigitClassifier> {
  const { learningRates = [1e-3, 2e-4], batchSize = 64, stream, signal, onStep } = options;
  if (digits.labels === undefined) {
    throw new CausalMechanismsError('ERR_NO_LABELS', `${digits.name} has no labels to learn`);
  }
  const classes = classCount(digits);
  const layout = layoutFor(digits.shape, classes);
  const parameters = new ParameterVector(layout, initialWeights(layout, stream.split('weights')));
  const total = learningRates.length * Math.ceil(digits.size / batchSize);
  const pause = pacer();
  let done = 0;
  try {
    for (const [epoch, learningRate] of learningRates.entries()) {
      const adam = new FlatAdam(layout.length, { learningRate });
      try {
        const order = stream.split(`epoch ${epoch}`);
        for await (const batch of streamBatches(digits, { batchSize, stream: order })) {
          const labels = tf.tensor1d(batch.labels ?? [], 'int32');
          trainStep(parameters, adam, batch.images, { labels, classes });
          tf.dispose([batch.images, labels]);
          done += 1;
          onStep?.(done, total);
          await pause();
          stopIfInterrupted(signal);
        }
      } finally {
        adam.dispose();
      }
    }
  } catch (error) {
    parameters.dispose();
    throw error;
  }
  return new DigitClassifier(digits.shape, parameters);
}

function trainStep(
  parameters: ParameterVector,
  adam: FlatAdam,
  images: Tensor4D,
  { labels, classes }: { readonly labels: Tensor1D; readonly classes: number },
): void {
  const updated = tf.tidy(() => {
    const wanted = tf.oneHot(labels, classes);
    const loss = (...weights: Tensor[]): tf.Scalar => crossEntropy(logits(images, weights), wanted);
    const gradients = tf.grads(loss)([...parameters.views]);
    return adam.update(parameters.values, joinParameters(gradients));
  });
  parameters.replace(updated);
}

/** By hand: `tf.losses.softmaxCrossEntropy` loses a buffer per call on WASM. */
function crossEntropy(scores: Tensor2D, wanted: Tensor): tf.Scalar {
  const shifted = scores.sub(scores.max(1, true));
  const partition = shifted.exp().sum(1).log();
  return partition.sub(shifted.mul(wanted).sum(1)).mean();
}

function logits(images: Tensor4D, weights: Tensors): Tensor2D {
  const [kernel1, bias1, kernel2, bias2, dense, denseBias, last, lastBias] = weights;
  const first = pooled(images, kernel1, bias1);
  const second = pooled(first, kernel2, bias2);
  const units = second
    .reshape<Tensor2D>([images.shape[0], -1])
    .matMul(need(dense) as Tensor2D)
    .add(need(denseBias))
    .relu();
  return units.matMul(need(last)).add(need(lastBias));
}

/** Bias and activation come after the pool, where there is a quarter of the pixels: neither changes which one is largest. */
function pooled(images: Tensor4D, kernel: Tensor | undefined, bias: Tensor | undefined): Tensor4D {
  return images
    .conv2d(need(kernel) as Tensor4D, 1, 'same')
    .maxPool<Tensor4D>(2, 2, 'valid')
    .add<Tensor4D>(need(bias))
    .relu();
}

function need(tensor: Tensor | undefined): Tensor {
  if (tensor === undefined) throw new Error('a weight is missing');
  return tensor;
}

function layoutFor([height, width, channels]: ImageShape, classes: number): ParameterLayout {
  if (height % 4 !== 0 || width % 4 !== 0) {
    throw new CausalMechanismsError(
      'ERR_SHAPE',
      `the digit classifier reads images whose sides are multiples of 4, got ${height}x${width}`,
    );
  }
  return parameterLayout([
    { name: 'conv1/kernel', shape: [3, 3, channels, 32] },
    { name: 'conv1/bias', shape: [32] },
    { name: 'conv2/kernel', shape: [3, 3, 32, 64] },
    { name: 'conv2/bias', shape: [64] },
    { name: 'dense/kernel', shape: [(height / 4) * (width / 4) * 64, 128] },
    { name: 'dense/bias', shape: [128] },
    { name: 'classes/kernel', shape: [128, classes] },
    { name: 'classes/bias', shape: [classes] },
  ]);
}

/** He's uniform initialisation for kernels, zero for biases. */
function initialWeights(layout: ParameterLayout, stream: RandomStream): Tensor1D {
  const parts = layout.specs.map(({ name, shape }, index) => {
    const size = layout.sizes[index] ?? 0;
    if (name.endsWith('/bias')) return new Float32Array(size);
    const limit = Math.sqrt((6 * (shape.at(-1) ?? 1)) / size);
    return stream.split(name).uniforms(size, -limit, limit);
  });
  const flat = new Float32Array(layout.length);
  let offset = 0;
  for (const part of parts) {
    flat.set(part, offset);
    offset += part.length;
  }
  return tf.tensor1d(flat);
}
