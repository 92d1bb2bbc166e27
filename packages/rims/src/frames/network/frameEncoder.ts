import * as tf from '@tensorflow/tfjs';
import { plainBlock, normalisedBlock } from './normalisedBlock.ts';
import { denseMap, halvingMap, KERNEL_SIDE } from './linearMaps.ts';
import { blockOf, blockSpecs, plainSpecs } from './frameParts.ts';
import type { PartParameters, StartedSpec } from './frameParts.ts';
import { smallMap } from '../frameModelConfig.ts';
import type { FrameModelConfig } from '../frameModelConfig.ts';
import { normalValues } from '@causal-mechanisms/tensor-utils';

/** How far the places of cells start from each other. */
const PLACE_DEVIATION = 0.1;

/** From frames to what a core reads. */
export interface FrameEncoder {
  /** Its parameters. */
  readonly specs: readonly StartedSpec[];
  /** Elements per frame. */
  readonly elements: number;
  /**
   * @param parameters - By name; not disposed.
   * @param frames - `[n, height, width, channels]` in [0, 1]; not disposed.
   * @returns `[n, elements, width]`; the caller disposes of it. Differentiable in the parameters.
   */
  run(parameters: PartParameters, frames: tf.Tensor4D): tf.Tensor3D;
}

/**
 * Convolutions 4x4 of stride 2 with ELU and layer norm; then one vector of the whole map, or one per cell of it.
 *
 * @param config - Of the model.
 * @returns The encoder.
 */
export function frameEncoder(config: FrameModelConfig): FrameEncoder {
  const { filters, code, codeWidth } = config;
  const channels = config.shape[2];
  const [height, width] = smallMap(config);
  const cells = height * width;
  const last = filters.at(-1) ?? channels;
  const specs = [
    ...filters.flatMap((outputs, i) =>
      blockSpecs(`encoder/convolution${i + 1}`, [
        KERNEL_SIDE,
        KERNEL_SIDE,
        filters[i - 1] ?? channels,
        outputs,
      ]),
    ),
    ...(code === 'vector'
      ? blockSpecs('encoder/code', [cells * last, codeWidth])
      : [
          ...plainSpecs('encoder/code', [last, codeWidth]),
          {
            name: 'encoder/places',
            shape: [cells, codeWidth],
            start: (stream: Parameters<StartedSpec['start']>[0]) =>
              normalValues(cells * codeWidth, PLACE_DEVIATION, stream),
          },
        ]),
  ];
  return {
    specs,
    elements: code === 'vector' ? 1 : cells,
    run(parameters, frames) {
      return tf.tidy(() => {
        let maps = frames;
        filters.forEach((_, i) => {
          maps = normalisedBlock(
            halvingMap,
            maps,
            blockOf(parameters, `encoder/convolution${i + 1}`),
            { activation: 'elu', isData: i === 0 },
          );
        });
        const [n] = maps.shape;
        if (code === 'vector') {
          const flat = maps.reshape<tf.Tensor2D>([n, cells * last]);
          const block = blockOf(parameters, 'encoder/code');
          return normalisedBlock(denseMap, flat, block, { activation: 'elu' }).reshape<tf.Tensor3D>(
            [n, 1, codeWidth],
          );
        }
        const flat = maps.reshape<tf.Tensor2D>([n * cells, last]);
        const read = plainBlock(denseMap, flat, {
          kernel: parameters('encoder/code/kernel'),
          bias: parameters('encoder/code/bias') as tf.Tensor1D,
        });
        return read
          .reshape<tf.Tensor3D>([n, cells, codeWidth])
          .add<tf.Tensor3D>(parameters('encoder/places').expandDims(0));
      });
    },
  };
}
