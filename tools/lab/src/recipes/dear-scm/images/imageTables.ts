import { readObservations } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import type { DearModel } from '@causal-mechanisms/dear-scm';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Tensor } from '@tensorflow/tfjs';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import { interventionGrid, traversalGrid } from '../figures/changedImages.ts';
import type { ChangedImages } from '../figures/changedImages.ts';
import { reconstructionGrid, sampleGrid } from '../figures/imageGrids.ts';
import type { ImageSettings } from './imageSettings.ts';
import { endsOf } from './measureImages.ts';

const RECONSTRUCTED = 8;
const SAMPLED = 16;

/**
 * Draws what a report shows of a model: reconstructions, rows of interventions, rows in which one factor moves alone, samples.
 *
 * @param model - The model.
 * @param test - Images that were held out.
 * @param settings - How many images, and how many values.
 * @param seed - Decides the samples.
 * @returns Tables by name: `reconstructions`, `interventions`, `traversals`, `samples`.
 */
export async function imageTables(
  model: DearModel,
  test: FactorDataset,
  { shown, values }: Pick<ImageSettings, 'shown' | 'values'>,
  seed: number,
): Promise<Record<string, ImageTable>> {
  const shape = test.shape;
  const set: ChangedImages[] = [];
  const alone: ChangedImages[] = [];
  for (let row = 0; row < Math.min(shown, test.size); row++) {
    const image = await readObservations(test, [row]);
    try {
      const given = await image.data<'float32'>();
      for (const range of model.scaling.state.ranges) {
        const [low, high] = endsOf(range);
        const steps = range.kind === 'binary' ? 2 : values;
        const asked = Array.from(
          { length: steps },
          (_, i) => low + ((high - low) * i) / (steps - 1),
        );
        for (const [rows, propagate] of [
          [set, true],
          [alone, false],
        ] as const) {
          const [moved] = await model.traverse(image, {
            values: { [range.name]: asked },
            propagate,
          });
          if (moved === undefined) continue;
          const unit = model.factors.find(({ name }) => name === range.name)?.unit;
          rows.push({
            factor: range.name,
            values: asked,
            pixels: await pixelsOf(moved.observations),
            given,
            image: `image ${row + 1}`,
            ...(unit === undefined ? {} : { unit }),
          });
        }
      }
    } finally {
      image.dispose();
    }
  }
  return {
    reconstructions: await reconstructions(model, test),
    interventions: interventionGrid(shape, set),
    traversals: traversalGrid(shape, alone),
    samples: sampleGrid(
      shape,
      await pixelsOf(model.sample(SAMPLED, new RandomStream(seed).split('samples'))),
      SAMPLED,
    ),
  };
}

async function reconstructions(model: DearModel, test: FactorDataset): Promise<ImageTable> {
  const count = Math.min(RECONSTRUCTED, test.size);
  const images = await readObservations(
    test,
    Array.from({ length: count }, (_, row) => row),
  );
  const reconstructed = await pixelsOf(model.reconstruct(images));
  const real = await pixelsOf(images);
  return reconstructionGrid(test.shape, { count, real, reconstructed });
}

/** Reads and disposes. */
async function pixelsOf(images: Tensor): Promise<Float32Array> {
  try {
    return await images.data<'float32'>();
  } finally {
    images.dispose();
  }
}
