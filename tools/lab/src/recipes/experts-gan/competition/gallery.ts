import { gatherImages } from '@causal-mechanisms/datasets';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import { imageRow } from '../../../report/figures/imageGrid.ts';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import type { MixtureProbe } from './openCompetition.ts';

const GALLERY = 16;

/**
 * Random inputs, their best outputs and the originals (Fig. 3 of Parascandolo et al.).
 *
 * @param model - The experts.
 * @param probe - Test images and mechanisms.
 * @param stream - Draws images and mechanisms.
 * @returns Three rows of at most sixteen images.
 */
export async function bestOutputs(
  model: Pick<ExpertsModel, 'invert' | 'shape'>,
  probe: MixtureProbe,
  stream: RandomStream,
): Promise<ImageTable> {
  const count = Math.min(GALLERY, probe.images.size);
  const batch = await gatherImages(probe.images, stream.sampleIndices(count, probe.images.size));
  const mixed = probe.mixture.apply(batch.images, stream);
  const best = await model.invert(mixed.images);
  try {
    return {
      shape: model.shape,
      columns: Array.from(mixed.assignment, (m) => probe.mixture.mechanisms[m]?.name ?? ''),
      rows: [
        imageRow('input', await mixed.images.data(), count),
        imageRow('best output', await best.images.data(), count),
        imageRow('original', await batch.images.data(), count),
      ],
    };
  } finally {
    batch.images.dispose();
    mixed.images.dispose();
    best.images.dispose();
  }
}

/**
 * One image per mechanism through every expert.
 *
 * @param model - The experts.
 * @param probe - Test images and mechanisms.
 * @returns A row per mechanism: original, input, the output of each expert; the winner is framed.
 */
export async function everyOutput(
  model: Pick<ExpertsModel, 'apply' | 'experts' | 'invert' | 'shape'>,
  probe: MixtureProbe,
): Promise<ImageTable> {
  const { mechanisms } = probe.mixture;
  const places = mechanisms.map((_, m) => m % probe.images.size);
  const { images: originals } = await gatherImages(probe.images, places);
  const assignment = Int32Array.from(mechanisms, (_, m) => m);
  const inputs = probe.mixture.applyAssigned(originals, assignment, probe.stream.split('gallery'));
  const { images: best, winners } = await model.invert(inputs);
  best.dispose();
  const outputs: ArrayLike<number>[] = [await originals.data(), await inputs.data()];
  for (let expert = 0; expert < model.experts; expert++) {
    const output = model.apply(inputs, expert);
    outputs.push(await output.data());
    output.dispose();
  }
  originals.dispose();
  inputs.dispose();
  const [height, width, channels] = model.shape;
  const size = height * width * channels;
  return {
    shape: model.shape,
    columns: [
      'original',
      'input',
      ...Array.from({ length: model.experts }, (_, expert) => `expert ${expert}`),
    ],
    rows: mechanisms.map(({ name }, m) => {
      const pixels = new Float32Array(size * outputs.length);
      outputs.forEach((output, place) => {
        for (let k = 0; k < size; k++) pixels[place * size + k] = output[m * size + k] ?? 0;
      });
      return imageRow(name, pixels, outputs.length, [2 + (winners[m] ?? 0)]);
    }),
  };
}
