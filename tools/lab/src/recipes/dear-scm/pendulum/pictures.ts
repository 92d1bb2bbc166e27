import * as tf from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs';
import { readObservations } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import type { DearModel } from '@causal-mechanisms/dear-scm';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import { interventionGrid, traversalGrid } from '../figures/changedImages.ts';
import type { ChangedImages } from '../figures/changedImages.ts';
import { reconstructionGrid, sampleGrid } from '../figures/imageGrids.ts';

/** Values that each factor is set to: the middle nine tenths of its labels. */
const STEPS = 6;
const SHOWN = 16;

/**
 * The pictures of the paper: samples, reconstructions, traversals of the latents, and interventions on an image.
 *
 * @param model - Of images of the pendulum.
 * @param data - Images that it was not trained on.
 * @param stream - Draws what is shown.
 * @returns Tables by name.
 */
export async function pendulumPictures(
  model: DearModel,
  data: FactorDataset,
  stream: RandomStream,
): Promise<Record<string, ImageTable>> {
  const { observationShape: shape } = model;
  const count = Math.min(SHOWN, data.size);
  const real = await readObservations(data, stream.sampleIndices(count, data.size));
  const one = tf.slice(real, [0], [1]);
  try {
    const values = Object.fromEntries(
      model.scaling.state.ranges.map(({ name, least, most }) => [
        name,
        Array.from(
          { length: STEPS },
          (_, i) => least + (0.05 + (0.9 * i) / (STEPS - 1)) * (most - least),
        ),
      ]),
    );
    const given = await pixelsOf(one);
    const rows = async (propagate: boolean): Promise<ChangedImages[]> => {
      const changed: ChangedImages[] = [];
      for (const row of await model.traverse(one, { values, propagate })) {
        const unit = model.factors.find(({ name }) => name === row.factor)?.unit;
        changed.push({
          factor: row.factor,
          values: values[row.factor] ?? [],
          pixels: await takePixels(row.observations),
          given,
          ...(unit === undefined ? {} : { unit }),
        });
      }
      return changed;
    };
    return {
      samples: sampleGrid(shape, await takePixels(model.sample(count, stream)), count),
      reconstructions: reconstructionGrid(shape, {
        count,
        real: await pixelsOf(real),
        reconstructed: await takePixels(model.reconstruct(real)),
      }),
      interventions: interventionGrid(shape, await rows(true)),
      traversals: traversalGrid(shape, await rows(false)),
    };
  } finally {
    tf.dispose([real, one]);
  }
}

/** Some networks reach 1 only up to rounding. */
async function pixelsOf(images: Tensor): Promise<Float32Array> {
  return (await images.data<'float32'>()).map((pixel) => Math.min(Math.max(pixel, 0), 1));
}

async function takePixels(images: Tensor): Promise<Float32Array> {
  try {
    return await pixelsOf(images);
  } finally {
    images.dispose();
  }
}
