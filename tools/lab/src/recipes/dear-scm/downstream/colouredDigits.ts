import { loadFactorsIntoMemory, proceduralDigits, withFactors } from '@causal-mechanisms/datasets';
import type { FactorDataset, ImageDataset } from '@causal-mechanisms/datasets';
import { RandomStream } from '@causal-mechanisms/tensor-utils';

/** The digits, each a question of its own. */
export const DIGIT_NAMES: readonly string[] = Array.from({ length: 10 }, (_, i) => `digit_${i}`);

/**
 * Digits drawn by a program, in random colours on random backgrounds: what a network learns before the pendulum, in the place of
 * photographs.
 *
 * @param size - How many.
 * @param side - Pixels along each side, at least 12.
 * @returns The digits with a binary factor for each of the ten.
 */
export async function colouredDigits(size: number, side: number): Promise<FactorDataset> {
  const digits = proceduralDigits({ size, height: side, width: side });
  const labels = digits.labels ?? new Int32Array(size);
  const columns = Object.fromEntries(
    DIGIT_NAMES.map((name, digit) => [
      name,
      Array.from(labels, (label) => Number(label === digit)),
    ]),
  );
  const factors = DIGIT_NAMES.map((name) => ({ name, kind: 'binary' as const }));
  return loadFactorsIntoMemory(withFactors(coloured(digits), factors, columns));
}

/** The same ink in a colour of its own on another one, by the index alone. */
function coloured(digits: ImageDataset): ImageDataset {
  const [height, width] = digits.shape;
  const pixels = height * width;
  const master = new RandomStream(7).split('colours');
  const { name, origin, size } = digits;
  return {
    name: `coloured ${name}`,
    origin,
    size,
    shape: [height, width, 3],
    read: async (indices, out) => {
      const ink = new Float32Array(indices.length * pixels);
      await digits.read(indices, ink);
      indices.forEach((index, i) => {
        const stream = master.split(`digit ${index}`);
        const colours = Array.from({ length: 3 }, () => [stream.uniform(), stream.uniform()]);
        for (let k = 0; k < pixels; k++) {
          const share = ink[i * pixels + k] ?? 0;
          colours.forEach(([under = 0, over = 0], c) => {
            out[(i * pixels + k) * 3 + c] = under + share * (over - under);
          });
        }
      });
    },
  };
}
