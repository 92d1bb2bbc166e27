// Six 1x1 pictures that are bright (class 1) or dark (class 0); mechanism 0 inverts the even ones.
import type { Tensor4D } from '@tensorflow/tfjs';
import { arrayDataset } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { createMixture, identity, invertContrast } from '@causal-mechanisms/transforms';

export const PIXELS = [0, 1, 0, 1, 0.25, 0.75];
export const LABELS = PIXELS.map((pixel) => (pixel > 0.5 ? 1 : 0));

export const probe = {
  images: dots(PIXELS, LABELS),
  mixture: createMixture([invertContrast(), identity()]),
  stream: new RandomStream(1),
};

export function dots(pixels: readonly number[], labels?: readonly number[]) {
  return arrayDataset({
    name: 'dots',
    pixels: Float32Array.from(pixels),
    shape: [1, 1, 1],
    ...(labels === undefined ? {} : { labels }),
  });
}

export async function readBrightness(images: Tensor4D): Promise<Int32Array> {
  return Int32Array.from(await images.data(), (pixel) => (pixel > 0.5 ? 1 : 0));
}
