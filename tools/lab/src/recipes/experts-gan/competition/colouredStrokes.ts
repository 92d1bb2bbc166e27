import type { ImageDataset } from '@causal-mechanisms/datasets';

/** The colours of the strokes. */
const COLOURS = [
  [1, 0.8, 0.2],
  [0.4, 0.9, 1],
  [1, 0.5, 0.6],
] as const;

/**
 * @param images - Grey images, bright strokes on black.
 * @returns The same images in three colours on black, which take turns.
 */
export function colouredStrokes(images: ImageDataset): ImageDataset {
  const [height, width] = images.shape;
  const pixels = height * width;
  return {
    ...images,
    name: `${images.name} in colours`,
    shape: [height, width, 3],
    read: async (indices, out) => {
      const grey = new Float32Array(indices.length * pixels);
      await images.read(indices, grey);
      indices.forEach((index, i) => {
        const colour = COLOURS[index % COLOURS.length] ?? COLOURS[0];
        for (let k = i * pixels; k < (i + 1) * pixels; k++) {
          colour.forEach((share, channel) => (out[3 * k + channel] = share * (grey[k] ?? 0)));
        }
      });
    },
  };
}
