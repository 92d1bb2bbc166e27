import type { Tensor4D } from '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Mechanism } from '@causal-mechanisms/transforms';
import { imageRow } from '../../../report/figures/imageGrid.ts';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import type { Chain } from './chains.ts';

/**
 * An image for each mechanism through every expert (Fig. 7 of Parascandolo et al.).
 *
 * @param model - The experts.
 * @param images - Originals, at least as many as there are mechanisms; not disposed.
 * @param mechanisms - What changes them.
 * @param owners - The expert that wins most of each mechanism on digits: framed.
 * @param stream - What noisy mechanisms draw from.
 * @returns A row per mechanism: original, input, the output of each expert.
 */
export async function expertGrid(
  model: Pick<ExpertsModel, 'apply' | 'experts'>,
  images: Tensor4D,
  mechanisms: readonly Mechanism[],
  owners: readonly number[],
  stream: RandomStream,
): Promise<ImageTable> {
  const [, height, width, channels] = images.shape;
  const rows = [];
  for (const [m, mechanism] of mechanisms.entries()) {
    const row = tf.tidy(() => {
      const original = images.slice([m % images.shape[0]], [1]);
      const input = mechanism.apply(original, stream.split(`mechanism ${m}`));
      const outputs = Array.from({ length: model.experts }, (_, expert) =>
        model.apply(input, expert),
      );
      return tf.concat([original, input, ...outputs]);
    });
    const owner = owners[m] ?? -1;
    rows.push(
      imageRow(mechanism.name, await row.data(), model.experts + 2, owner < 0 ? [] : [2 + owner]),
    );
    row.dispose();
  }
  return {
    shape: [height, width, channels],
    columns: [
      'original',
      'input',
      ...Array.from({ length: model.experts }, (_, expert) => `expert ${expert}`),
    ],
    rows,
  };
}

/**
 * Images after each step of a chain (Fig. 8 of Parascandolo et al.).
 *
 * @param chain - The images after each step; not disposed.
 * @param shown - How many of them at most.
 * @returns A row per step.
 */
export async function chainTable({ steps, labels }: Chain, shown: number): Promise<ImageTable> {
  const rows = [];
  let shape: [number, number, number] = [1, 1, 1];
  for (const [place, step] of steps.entries()) {
    const [all, height, width, channels] = step.shape;
    shape = [height, width, channels];
    const count = Math.min(shown, all);
    const few = step.slice([0], [count]);
    rows.push(imageRow(labels[place] ?? '', await few.data(), count));
    few.dispose();
  }
  return { shape, rows };
}
