import * as tf from '@tensorflow/tfjs';
import {
  CausalMechanismsError,
  FileFormatError,
  joinParameters,
  tensorTuple,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape, JsonObject } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { POOL_FOLLOWS } from '../networks/discriminatorNetwork.ts';
import { HIDDEN_BLOCKS } from '../networks/expertNetwork.ts';
import { resolveExpertsConfig } from '../expertsConfig.ts';
import type { ExpertsConfig, ExpertsConfigInput } from '../expertsConfig.ts';
import type { ExpertsBank, ExpertsWeights } from './expertsBank.ts';
import { bankLayersModel, disposeShared } from './layersModel.ts';

/** What marks a saved bank of experts among other layers models. */
const FORMAT = 'causal-mechanisms/experts-gan';

const savedShape = z.tuple([z.int(), z.int(), z.int()]);

/** A model as it was saved. */
export interface SavedExperts {
  /** The configuration it was trained with. */
  readonly config: ExpertsConfig;
  /** Height, width and channels of its images. */
  readonly shape: ImageShape;
  /** Its flat vectors. */
  readonly weights: ExpertsWeights;
}

/**
 * Writes a model as a stock layers model of the bank, with its configuration beside the topology.
 *
 * @param model - The model.
 * @param handler - Where to.
 */
export async function writeArtifacts(model: ExpertsBank, handler: tf.io.IOHandler): Promise<void> {
  const bank = bankLayersModel(model);
  try {
    bank.setUserDefinedMetadata({
      format: FORMAT,
      config: model.config,
      shape: model.shape,
    });
    await bank.save(handler);
  } finally {
    bank.dispose();
  }
}

/**
 * Reads a model that {@link writeArtifacts} wrote.
 *
 * @param handler - Where from.
 * @returns The model as flat vectors; no tensors.
 * @throws FileFormatError when it is another kind of model, or a damaged one.
 */
export async function readArtifacts(handler: tf.io.IOHandler): Promise<SavedExperts> {
  const bank = await loadBank(handler);
  try {
    return await readBank(bank);
  } catch (cause) {
    if (cause instanceof FileFormatError) throw cause;
    throw damaged(cause);
  } finally {
    disposeShared(bank);
  }
}

/**
 * @param cause - What went wrong.
 * @returns The error of a model whose layers do not fit what it says of itself.
 */
export function damaged(cause: unknown): FileFormatError {
  return new FileFormatError('ExpertsModel.load: the layers do not fit the saved configuration', {
    cause,
  });
}

async function readBank(bank: tf.LayersModel): Promise<SavedExperts> {
  const { config, shape } = readMetadata(bank);
  const get = (layer: string) => bank.getLayer(layer).getWeights();
  const experts: Float32Array[] = [];
  const statistics: Float32Array[] = [];
  for (let j = 0; j < config.experts; j++) {
    const name = `expert${j}`;
    const blocks = blockNumbers().map((b) => {
      const [gamma, beta, mean, variance] = tensorTuple(get(`${name}_norm${b}`), [1, 1, 1, 1]);
      return { parameters: [...get(`${name}_conv${b}`), gamma, beta], mean, variance };
    });
    const parameters = blocks.flatMap((block) => block.parameters);
    experts.push(await joined([...parameters, ...get(`${name}_output`)]));
    const means = blocks.map(({ mean }) => mean);
    const variances = blocks.map(({ variance }) => variance);
    statistics.push(await joined([...means, ...variances]));
  }
  const discriminator = await joined([
    ...POOL_FOLLOWS.flatMap((_, i) => get(`discriminator_conv${i + 1}`)),
    ...get('discriminator_hidden'),
    ...get('discriminator_head'),
  ]);
  return { config, shape, weights: { experts, statistics, discriminator } };
}

async function loadBank(handler: tf.io.IOHandler): Promise<tf.LayersModel> {
  try {
    return await tf.loadLayersModel(handler);
  } catch (cause) {
    if (cause instanceof CausalMechanismsError) throw cause;
    throw new FileFormatError('ExpertsModel.load: this is no readable layers model', { cause });
  }
}

function readMetadata(bank: tf.LayersModel): { config: ExpertsConfig; shape: ImageShape } {
  const metadata = bank.getUserDefinedMetadata() as JsonObject | undefined;
  if (metadata?.format !== FORMAT) {
    throw new FileFormatError('ExpertsModel.load: this layers model holds no experts', {
      data: { expected: FORMAT, actual: metadata?.format },
    });
  }
  const { config, shape } = metadata;
  const read = savedShape.safeParse(shape);
  if (!read.success) {
    throw new FileFormatError('ExpertsModel.load: the saved image shape is no three integers', {
      data: { shape },
    });
  }
  return {
    config: resolveExpertsConfig(config as ExpertsConfigInput),
    shape: read.data,
  };
}

function blockNumbers(): number[] {
  return Array.from({ length: HIDDEN_BLOCKS }, (_, b) => b + 1);
}

async function joined(tensors: tf.Tensor[]): Promise<Float32Array> {
  const flat = joinParameters(tensors);
  const values = await flat.data<'float32'>();
  flat.dispose();
  return values;
}
