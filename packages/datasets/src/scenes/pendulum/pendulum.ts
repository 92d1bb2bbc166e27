import { checkCount, checkOptions } from '@causal-mechanisms/tensor-utils';
import type { SceneDataset } from '../sceneDataset.ts';
import { pendulumScenes } from './pendulumModel.ts';
import type { PendulumOptions } from './pendulumOptions.ts';
import { pendulumRenderer } from './renderPendulum.ts';

/**
 * Images of a pendulum in the light of a sun, with its shadow on the ground: two causes (the angles `pendulum` and `light`), two effects
 * (`shadow_length` and `shadow_position`), both measured with noise, and a share of corrupted rows (`corrupted`), whose shadow is drawn at
 * random. An image shows the shadow as it was measured. The scene is that of Shen et al. (2022), rebuilt from its geometry and from
 * the statistics of its labels.
 *
 * Images are drawn when they are read, and none is kept. The window is 24 units wide and high, from (-2, -1.625) to (22, 22.375).
 *
 * @param options - Rows, noise, corruption, background and size of the images.
 * @returns Observations `[size, size, 3]` in [0, 1] with the columns `pendulum`, `light` (degrees), `shadow_length`, `shadow_position`
 *   (units of the scene), `corrupted`, and `background` where there are blue ones; and their true counterfactuals.
 * @throws ArgumentError for an option outside its range.
 *
 * @example
 * ```ts
 * import { pendulum } from '@causal-mechanisms/datasets';
 *
 * const train = pendulum({ size: 32 });
 * console.log(train.size, train.shape); // 6724 [ 32, 32, 3 ]
 * const image = new Float32Array(32 * 32 * 3);
 * await train.read(Int32Array.of(5), image);
 * // Row 5 as it would have been with the light at 60 degrees: the shadow follows, the pendulum stays.
 * const there = train.counterfactual({ light: 60 });
 * const columns = train.factors.length;
 * console.log(there.values[5 * columns] === train.values[5 * columns], there.values[5 * columns + 1]); // true 60
 * ```
 */
export function pendulum(options: PendulumOptions = {}): SceneDataset {
  const { size = 64 } = checkOptions('pendulum', options);
  checkCount('pendulum', 'size', size, { least: 16, most: 512 });
  const render = pendulumRenderer(size);
  return pendulumScenes('pendulum', options, {
    shape: [size, size, 3],
    observe: (values, k, out, at) => {
      const scene = {
        pendulum: values[k] ?? 0,
        light: values[k + 1] ?? 0,
        shadowLength: values[k + 2] ?? 0,
        shadowPosition: values[k + 3] ?? 0,
        blue: options.background !== undefined && values[k + 5] === 1,
      };
      render(scene, out, at);
    },
  });
}
