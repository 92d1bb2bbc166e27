import type * as tf from '@tensorflow/tfjs';
import {
  CausalMechanismsError,
  checkOptions,
  FileFormatError,
} from '@causal-mechanisms/tensor-utils';
import type { ImageShape, ParameterLayout } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { expertKinds } from '../networks/kinds/expertKinds.ts';
import { checkImageShape, resolveExpertsConfig } from '../expertsConfig.ts';
import type { ExpertsConfig, ExpertsConfigInput } from '../expertsConfig.ts';
import { scorerParameters } from '../objectives/createScorer.ts';
import type { ExpertsBank, ExpertsWeights } from './expertsBank.ts';
import { bankLayersModel } from './layersModel.ts';
import { namedWeights, takeWeights } from './namedWeights.ts';
import type { NamedWeights } from './namedWeights.ts';

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
 * @throws FileFormatError when the handler cannot write.
 */
export async function writeArtifacts(model: ExpertsBank, handler: tf.io.IOHandler): Promise<void> {
  checkOptions('ExpertsModel.save', handler, 'handler');
  if (handler.save === undefined) {
    throw new FileFormatError('ExpertsModel.save: the handler cannot write');
  }
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
 * Reads a model that {@link writeArtifacts} wrote. Weights are taken by their names: TensorFlow.js never sees the topology, in which
 * damage can keep it busy for ever.
 *
 * @param handler - Where from.
 * @returns The model as flat vectors; no tensors.
 * @throws FileFormatError when it is another kind of model, or a damaged one.
 */
export async function readArtifacts(handler: tf.io.IOHandler): Promise<SavedExperts> {
  const artifacts = await loadArtifacts(handler);
  try {
    const { config, shape } = readMetadata(artifacts.userDefinedMetadata);
    checkImageShape(shape);
    const weights = namedWeights(artifacts);
    return { config, shape, weights: readWeights(config, shape, weights) };
  } catch (cause) {
    if (cause instanceof FileFormatError) throw cause;
    throw damaged(cause);
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

function readWeights(
  config: ExpertsConfig,
  shape: ImageShape,
  weights: NamedWeights,
): ExpertsWeights {
  const kinds = expertKinds(config, shape);
  const judge = scorerParameters(config, shape);
  const expected = kinds.reduce(
    (sum, { layout, statistics }) => sum + layout.specs.length + statistics.specs.length,
    judge.layout.specs.length + judge.constants.length,
  );
  // Before anything is made for as many experts as a damaged number says.
  if (weights.size !== expected) {
    throw new FileFormatError(
      `ExpertsModel.load: expected ${expected} weights, got ${weights.size}`,
      {
        data: { expected, actual: weights.size },
      },
    );
  }
  const take = (specs: ParameterLayout['specs'], prefix: string) =>
    takeWeights(weights, specs, prefix);
  return {
    experts: kinds.map(({ layout }, j) => take(layout.specs, `expert${j}_`)),
    statistics: kinds.map(({ statistics }, j) => take(statistics.specs, `expert${j}_`)),
    scorer: take(judge.layout.specs, `${judge.name}_`),
  };
}

async function loadArtifacts(handler: tf.io.IOHandler): Promise<tf.io.ModelArtifacts> {
  checkOptions('ExpertsModel.load', handler, 'handler');
  if (handler.load === undefined) {
    throw new FileFormatError('ExpertsModel.load: the handler cannot read');
  }
  try {
    return await handler.load();
  } catch (cause) {
    if (cause instanceof CausalMechanismsError) throw cause;
    throw new FileFormatError('ExpertsModel.load: this is no readable layers model', { cause });
  }
}

function readMetadata(metadata: object | undefined): { config: ExpertsConfig; shape: ImageShape } {
  const { format, config, shape } = (metadata ?? {}) as Readonly<Record<string, unknown>>;
  if (format !== FORMAT) {
    throw new FileFormatError('ExpertsModel.load: this layers model holds no experts', {
      data: { expected: FORMAT, actual: format },
    });
  }
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
