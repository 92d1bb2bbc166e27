import * as tf from '@tensorflow/tfjs';
import { joinParameters, tidyAll } from '@causal-mechanisms/tensor-utils';
import {
  channelSum,
  convFilterGradient,
  scatterRows,
} from '@causal-mechanisms/tensor-utils/kernels';
import { blockGradient, forwardBlock, normedGradient } from './convolutionalBlock.ts';
import type { BlockPass } from './convolutionalBlock.ts';
import { expertViews, HIDDEN_BLOCKS, NARROW } from './convolutionalNetwork.ts';
import type { BlockViews, ExpertViews, Resamplings } from './convolutionalNetwork.ts';
import type { PassGradientOptions } from './expertKind.ts';
import { resample } from './resampling.ts';

/** A training pass of an expert over a whole batch. */
export interface ConvolutionalPass {
  /** The images it made `[n, height, width, c]`. */
  readonly output: tf.Tensor4D;
  /** Mean and unbiased variance of each hidden block, one after the other: `[2 * HIDDEN_BLOCKS * filters]`. */
  readonly statistics: tf.Tensor1D;
  /** What stands before each convolution. */
  readonly resamplings: Resamplings;
  /** What the gradient needs. */
  readonly blocks: readonly BlockPass[];
}

/**
 * The training pass: batch norm takes its statistics from the whole batch.
 *
 * @param parameters - In the order of `expertLayout`; not disposed.
 * @param images - `[n, height, width, c]`; kept by the caller until the gradient is taken.
 * @param pause - Gives the event loop its turn between blocks.
 * @param resamplings - What stands before each convolution. Default: nothing.
 * @returns The pass; the caller disposes of it with {@link disposeConvolutionalPass}.
 */
export async function convolutionalForward(
  parameters: readonly tf.Tensor[],
  images: tf.Tensor4D,
  pause: () => Promise<void>,
  resamplings: Resamplings = NARROW,
): Promise<ConvolutionalPass> {
  const { blocks, outputKernel, outputBias } = expertViews(parameters);
  const passes: BlockPass[] = [];
  const means: tf.Tensor1D[] = [];
  const variances: tf.Tensor1D[] = [];
  let input = images;
  for (const [b, block] of blocks.entries()) {
    const { mean, variance, ...pass } = forwardBlock(block, input, resamplings[b] ?? 'none');
    means.push(mean);
    variances.push(variance);
    passes.push(pass);
    input = pass.output;
    await pause();
  }
  const { output, statistics } = tidyAll(() => ({
    output: tf
      .conv2d(resample(resamplings[HIDDEN_BLOCKS] ?? 'none', input), outputKernel, 1, 'same')
      .add<tf.Tensor4D>(outputBias)
      .sigmoid(),
    statistics: joinParameters([...means, ...variances]),
  }));
  tf.dispose([means, variances]);
  return { output, statistics, resamplings, blocks: passes };
}

/**
 * The exact gradient, through the statistics of the batch: every row of the batch takes part.
 *
 * @param parameters - As in the forward pass; not disposed.
 * @param pass - The forward pass; not disposed.
 * @param dOutput - The gradient of its output, of the given rows alone; not disposed.
 * @param options - The rows, and the pause.
 * @returns The gradient of the flat parameter vector; the caller disposes of it.
 */
export async function convolutionalGradient(
  parameters: readonly tf.Tensor[],
  pass: ConvolutionalPass,
  dOutput: tf.Tensor4D,
  { pause, rows }: PassGradientOptions,
): Promise<tf.Tensor1D> {
  const views = expertViews(parameters);
  const { dKernel, dBias, dLast } = outputGradient(views, pass, dOutput, rows);
  const gradients: tf.Tensor[] = [dKernel, dBias];
  let dNormed: tf.Tensor4D | undefined = dLast;
  for (let b = HIDDEN_BLOCKS - 1; dNormed !== undefined; b--) {
    await pause();
    const found = blockGradient(
      views.blocks[b] as BlockViews,
      pass.blocks[b] as BlockPass,
      dNormed,
      { output: pass.blocks[b - 1]?.output, resampling: pass.resamplings[b] ?? 'none' },
    );
    gradients.unshift(...found.parameters);
    dNormed.dispose();
    dNormed = found.dBefore;
  }
  const joined = joinParameters(gradients);
  tf.dispose(gradients);
  return joined;
}

/** Disposes of all that a pass keeps, but not of the images it was given. */
export function disposeConvolutionalPass(pass: ConvolutionalPass): void {
  tf.dispose([pass.output, pass.statistics]);
  for (const [b, { input, unnormed, saved, output }] of pass.blocks.entries()) {
    // What the first block reads belongs to the caller.
    tf.dispose([...(b === 0 ? [] : [input]), unnormed, ...saved, output]);
  }
}

/** The gradient of the last convolution, and with respect to what batch norm gave before it, in all rows. */
function outputGradient(
  { outputKernel: kernel, blocks }: ExpertViews,
  pass: ConvolutionalPass,
  dOutput: tf.Tensor4D,
  rows: tf.Tensor1D | undefined,
): { dKernel: tf.Tensor; dBias: tf.Tensor; dLast: tf.Tensor4D } {
  return tidyAll(() => {
    const last = pass.blocks.at(-1) as BlockPass;
    const lastOutput = rows === undefined ? last.output : tf.gather(last.output, rows);
    const output = rows === undefined ? pass.output : tf.gather(pass.output, rows);
    const dLogit = dOutput.mul<tf.Tensor4D>(output.mul(tf.sub(1, output)));
    const resampling = pass.resamplings[HIDDEN_BLOCKS] ?? 'none';
    const before = { output: lastOutput, resampling };
    const dLast = normedGradient(dLogit, kernel, before, blocks[0]?.bias !== undefined);
    return {
      dKernel: convFilterGradient(resample(resampling, lastOutput), dLogit, kernel.shape),
      dBias: channelSum(dLogit),
      // Rows without a gradient of their own still take part, through the statistics: their entries are zero.
      dLast: rows === undefined ? dLast : scatterRows(dLast, rows, last.output),
    };
  });
}
