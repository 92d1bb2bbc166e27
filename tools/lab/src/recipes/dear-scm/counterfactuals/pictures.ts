import * as tf from '@tensorflow/tfjs';
import { pendulum, readObservations } from '@causal-mechanisms/datasets';
import type { SceneDataset } from '@causal-mechanisms/datasets';
import type { CounterfactualModel, FactorReader } from '@causal-mechanisms/dear-scm';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import { interventionGrid } from '../figures/changedImages.ts';
import type { ChangedImages } from '../figures/changedImages.ts';

/** Values that each factor is set to. */
const STEPS = 6;

/** What {@link counterfactualPictures} needs. */
export interface PictureOptions {
  /** Scenes that the model was not trained on. */
  readonly scenes: SceneDataset;
  /** Which of them is asked about. */
  readonly row: number;
  /** What reads the answers where they are no images. */
  readonly reader: FactorReader;
  /** The ends of the values that factors are set to. */
  readonly ranges: readonly {
    readonly name: string;
    readonly least: number;
    readonly most: number;
  }[];
}

/**
 * A scene under interventions on one factor after the other: the model's answers, and the truth below them. Where observations are vectors,
 * what is read from the answers is drawn.
 *
 * @param model - What answers.
 * @param options - Which scene, and who reads.
 * @returns A table per factor: `answers-light` and so on.
 */
export async function counterfactualPictures(
  model: CounterfactualModel,
  { scenes, row, reader, ranges }: PictureOptions,
): Promise<Record<string, ImageTable>> {
  const isImage = scenes.shape.length === 3;
  const size = isImage ? (scenes.shape[0] ?? 0) : 64;
  const columns = scenes.factors.length;
  const names = scenes.factors.map(({ name }) => name);
  const x = await readObservations(scenes, [row]);
  const given = await drawn(size, valuesOf(names, scenes.values.subarray(row * columns)));
  const tables: Record<string, ImageTable> = {};
  try {
    for (const { name, least, most } of ranges) {
      const values = Array.from(
        { length: STEPS },
        (_, i) => least + (0.05 + (0.9 * i) / (STEPS - 1)) * (most - least),
      );
      const answers: Float32Array[] = [];
      const truth: Float32Array[] = [];
      for (const value of values) {
        const there = scenes.counterfactual({ [name]: value });
        truth.push(await drawn(size, valuesOf(names, there.values.subarray(row * columns))));
        const { observations } = await model.do(x, { [name]: value });
        try {
          const read = reader.factors.map((factor) => factor.name);
          answers.push(
            isImage
              ? (await observations.data<'float32'>()).map((pixel) =>
                  Math.min(Math.max(pixel, 0), 1),
                )
              : await drawn(size, valuesOf(read, await reader.factorValues(observations))),
          );
        } finally {
          observations.dispose();
        }
      }
      const unit = scenes.factors.find((factor) => factor.name === name)?.unit;
      const degrees = unit === 'degrees' ? { unit } : {};
      const shown = (image: string, pixels: readonly Float32Array[]): ChangedImages => ({
        factor: name,
        values,
        image,
        given,
        pixels: joined(pixels),
        ...degrees,
      });
      tables[`answers-${name}`] = interventionGrid(
        [size, size, 3],
        [shown(isImage ? 'model' : 'model, as read', answers), shown('truth', truth)],
      );
    }
  } finally {
    tf.dispose(x);
  }
  return tables;
}

type SceneValues = Readonly<Record<string, number>>;

function valuesOf(names: readonly string[], values: ArrayLike<number>): SceneValues {
  return Object.fromEntries(names.map((name, j) => [name, values[j] ?? NaN]));
}

/** A picture of a scene with these factors, whatever they would be by nature. */
async function drawn(size: number, values: SceneValues): Promise<Float32Array> {
  const {
    pendulum: angle = 0,
    light = 60,
    shadow_length: length = 0,
    shadow_position = 0,
  } = values;
  const scene = pendulum({ size, rows: 1 }).counterfactual({
    pendulum: angle,
    // What is read may lie beyond what can be.
    light: Math.min(Math.max(light, 1), 179),
    shadow_length: Math.max(length, 0),
    shadow_position,
  });
  const pixels = new Float32Array(size * size * 3);
  await scene.read(Int32Array.of(0), pixels);
  return pixels;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => Array.from(part)));
}
