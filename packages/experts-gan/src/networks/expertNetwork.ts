import * as tf from '@tensorflow/tfjs';
import {
  joinParameters,
  parameterLayout,
  tensorTuple,
  tidyAll,
} from '@causal-mechanisms/tensor-utils';
import {
  batchNormEluTrain,
  batchNormGradient,
  channelSum,
  convFilterGradient,
  convInputEluGradient,
} from '@causal-mechanisms/tensor-utils/kernels';
import type { ParameterLayout, ParameterSpec } from '@causal-mechanisms/tensor-utils';

/** Hidden blocks of an expert: convolution, batch norm, ELU. A fifth convolution gives the image. */
export const HIDDEN_BLOCKS = 4;

/** Added to the variance in batch norm, as in PyTorch. */
export const BATCH_NORM_EPSILON = 1e-5;

/** What one hidden block keeps for its gradient. */
interface BlockPass {
  readonly input: tf.Tensor4D;
  readonly convolved: tf.Tensor4D;
  readonly saved: readonly tf.Tensor[];
  readonly output: tf.Tensor4D;
}

/** A training pass of an expert over a whole batch. */
export interface ExpertPass {
  /** The images it made `[n, height, width, c]`. */
  readonly output: tf.Tensor4D;
  /** Mean and unbiased variance of each hidden block, one after the other: `[2 * HIDDEN_BLOCKS * filters]`. */
  readonly statistics: tf.Tensor1D;
  /** What the gradient needs. */
  readonly blocks: readonly BlockPass[];
}

/** The parameters of an expert: 27 F^2 + 30 F + 1 - 4 F for one channel (no bias before batch norm). */
export function expertLayout(filters: number, channels: number): ParameterLayout {
  const blocks = Array.from({ length: HIDDEN_BLOCKS }, (_, b): ParameterSpec[] => [
    { name: `conv${b + 1}/kernel`, shape: [3, 3, b === 0 ? channels : filters, filters] },
    { name: `norm${b + 1}/gamma`, shape: [filters] },
    { name: `norm${b + 1}/beta`, shape: [filters] },
  ]);
  return parameterLayout([
    ...blocks.flat(),
    { name: 'output/kernel', shape: [3, 3, filters, channels] },
    { name: 'output/bias', shape: [channels] },
  ]);
}

/** The parameters of an expert by role. */
interface ExpertViews {
  readonly blocks: readonly { kernel: tf.Tensor4D; gamma: tf.Tensor1D; beta: tf.Tensor1D }[];
  readonly outputKernel: tf.Tensor4D;
  readonly outputBias: tf.Tensor1D;
}

/** Names the parameters of an expert, given in the order of {@link expertLayout}. */
export function expertViews(parameters: readonly tf.Tensor[]): ExpertViews {
  const [outputKernel, outputBias] = tensorTuple(parameters.slice(3 * HIDDEN_BLOCKS), [4, 1]);
  return {
    blocks: Array.from({ length: HIDDEN_BLOCKS }, (_, b) => {
      const ofBlock = parameters.slice(3 * b, 3 * b + 3);
      const [kernel, gamma, beta] = tensorTuple(ofBlock, [4, 1, 1]);
      return { kernel, gamma, beta };
    }),
    outputKernel,
    outputBias,
  };
}

/**
 * @param statistics - Means, then variances, block by block; not disposed.
 * @param block - From 0.
 * @returns The mean and the variance `[filters]` of one block; the caller disposes of them.
 */
export function blockStatistics(
  statistics: tf.Tensor1D,
  block: number,
): { mean: tf.Tensor1D; variance: tf.Tensor1D } {
  const filters = statistics.size / (2 * HIDDEN_BLOCKS);
  const at = (part: number) => statistics.slice([part * filters], [filters]);
  return { mean: at(block), variance: at(HIDDEN_BLOCKS + block) };
}

/**
 * The training pass: batch norm takes its statistics from the whole batch.
 *
 * @param parameters - In the order of {@link expertLayout}; not disposed.
 * @param images - `[n, height, width, c]`; kept by the caller until the gradient is taken.
 * @returns The pass; the caller disposes of it with {@link disposeExpertPass}.
 */
export function expertForward(parameters: readonly tf.Tensor[], images: tf.Tensor4D): ExpertPass {
  return tidyAll(() => {
    const { blocks, outputKernel, outputBias } = expertViews(parameters);
    const passes: BlockPass[] = [];
    const means: tf.Tensor1D[] = [];
    const variances: tf.Tensor1D[] = [];
    let input = images;
    for (const { kernel, gamma, beta } of blocks) {
      const convolved = tf.conv2d(input, kernel, 1, 'same');
      const { y, mean, variance, saved } = batchNormEluTrain(
        convolved,
        gamma,
        beta,
        BATCH_NORM_EPSILON,
      );
      means.push(mean);
      variances.push(variance);
      passes.push({ input, convolved, saved, output: y });
      input = y;
    }
    const output = tf.conv2d(input, outputKernel, 1, 'same').add<tf.Tensor4D>(outputBias).sigmoid();
    return { output, statistics: joinParameters([...means, ...variances]), blocks: passes };
  });
}

/**
 * The exact gradient, through the statistics of the batch: every row of the batch takes part.
 *
 * @param parameters - As in the forward pass; not disposed.
 * @param pass - The forward pass; not disposed.
 * @param dOutput - The gradient of its output, of the given rows alone; not disposed.
 * @param rows - The rows of the batch whose output has a gradient; the others have none. Default: all rows.
 * @returns The gradient of the flat parameter vector; the caller disposes of it.
 */
export function expertGradient(
  parameters: readonly tf.Tensor[],
  pass: ExpertPass,
  dOutput: tf.Tensor4D,
  rows?: tf.Tensor1D,
): tf.Tensor1D {
  return tf.tidy(() => {
    const { blocks, outputKernel } = expertViews(parameters);
    const last = pass.blocks.at(-1) as BlockPass;
    const lastOutput = rows === undefined ? last.output : tf.gather(last.output, rows);
    const output = rows === undefined ? pass.output : tf.gather(pass.output, rows);
    const dLogit = dOutput.mul<tf.Tensor4D>(output.mul(tf.sub(1, output)));
    const gradients: tf.Tensor[] = [
      convFilterGradient(lastOutput, dLogit, outputKernel.shape),
      channelSum(dLogit),
    ];
    const dLast = convInputEluGradient(dLogit, outputKernel, lastOutput);
    let dNormed = rows === undefined ? dLast : scatterRows(dLast, rows, last.output.shape);
    for (let b = HIDDEN_BLOCKS - 1; b >= 0; b--) {
      const { input, convolved, saved } = pass.blocks[b] as BlockPass;
      const { kernel, gamma } = blocks[b] as ExpertViews['blocks'][number];
      const { dx, dGamma, dBeta } = batchNormGradient(
        dNormed,
        convolved,
        gamma,
        saved,
        BATCH_NORM_EPSILON,
      );
      gradients.unshift(convFilterGradient(input, dx, kernel.shape), dGamma, dBeta);
      dNormed.dispose();
      if (b > 0) dNormed = convInputEluGradient(dx, kernel, input);
      dx.dispose();
    }
    return joinParameters(gradients);
  });
}

/** Puts rows at their places in a batch that is zero elsewhere. */
function scatterRows(
  values: tf.Tensor4D,
  rows: tf.Tensor1D,
  shape: tf.Tensor4D['shape'],
): tf.Tensor4D {
  return tf.scatterND(rows.as2D(-1, 1), values, shape);
}

/** Disposes of all that a pass keeps, but not of the images it was given. */
export function disposeExpertPass(pass: ExpertPass): void {
  tf.dispose([pass.output, pass.statistics]);
  for (const { convolved, saved, output } of pass.blocks) tf.dispose([convolved, ...saved, output]);
}
