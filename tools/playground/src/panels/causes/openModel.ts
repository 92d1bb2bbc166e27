import { pendulumGraph } from '@causal-mechanisms/datasets';
import type { Factor } from '@causal-mechanisms/datasets';
import { DearModel } from '@causal-mechanisms/dear-scm';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { modelHandler } from '../../worker/modelHandler.ts';

/** The models that a panel can have at a time: the shipped one, and one from files. */
export type ModelName = 'shipped' | 'own';

/** A factor as sliders need it. */
export interface ShownFactor {
  readonly name: string;
  readonly kind: Factor['kind'];
  /** Such as `degrees`; empty where nothing is said. */
  readonly unit: string;
  /** The least label in training. */
  readonly least: number;
  /** The largest label in training. */
  readonly most: number;
}

/** What is told of a model. */
export interface ModelDescription {
  readonly factors: readonly ShownFactor[];
  /** `[height, width, channels]`, or `[width]` of vectors. */
  readonly shape: readonly number[];
  /** Coordinates, those of the factors among them. */
  readonly latentWidth: number;
  /** Which edges it may have, causes by effects. */
  readonly allowed: readonly (readonly number[])[];
  /** The learned weights A. */
  readonly weights: readonly (readonly number[])[];
  /** Whether its scenes are pendulums, whose truth is known. */
  readonly isPendulum: boolean;
}

/** What a browser should be asked to draw at once. */
const MOST_NUMBERS = 512 * 512 * 3;

/**
 * @param base - The folder of the page.
 * @returns The model that comes with the page; the caller disposes of it.
 */
export function openShipped(base: string): Promise<DearModel> {
  return DearModel.load(tf.io.browserHTTPRequest(`${base}models/pendulum/model.json`));
}

/**
 * @param files - That the reader picked.
 * @returns The model in them; the caller disposes of it.
 * @throws FileFormatError, or an error in words, when there is none.
 */
export async function openFiles(files: readonly File[]): Promise<DearModel> {
  const model = await DearModel.load(modelHandler(files));
  const numbers = model.observationShape.reduce((product, side) => product * side, 1);
  if (numbers <= MOST_NUMBERS) return model;
  const shape = model.observationShape.join(' x ');
  model.dispose();
  throw new FileFormatError(
    `The model makes observations of ${shape} numbers, too large for this page.`,
  );
}

/**
 * @param model - A model.
 * @returns What is told of it: plain data.
 */
export async function describeModel(model: DearModel): Promise<ModelDescription> {
  const { values } = await model.adjacency();
  const { ranges } = model.scaling.state;
  return {
    factors: model.factors.map(({ name, kind, unit = '' }, i) => {
      const { least = 0, most = 1 } = ranges[i] ?? {};
      return { name, kind, unit, least, most };
    }),
    shape: [...model.observationShape],
    latentWidth: model.latentWidth,
    allowed: model.description.graph.map((row) => Array.from(row)),
    weights: values.map((row) => Array.from(row)),
    isPendulum: isPendulum(model),
  };
}

/**
 * @param model - A model.
 * @returns Whether it is one of the pendulum's scenes: square colour images, or 32 numbers, of its four factors.
 */
export function isPendulum({
  factorNames,
  observationShape,
}: Pick<DearModel, 'factorNames' | 'observationShape'>): boolean {
  const { factors } = pendulumGraph;
  const [height = 0, width = 0, channels] = observationShape;
  const isImage = observationShape.length === 3 && height === width && channels === 3;
  return (
    factorNames.length === factors.length &&
    factors.every((name) => factorNames.includes(name)) &&
    ((isImage && height >= 16 && height <= 512) || (observationShape.length === 1 && height === 32))
  );
}
