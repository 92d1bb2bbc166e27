import * as tf from '@tensorflow/tfjs';
import { smallMap } from '../frameModelConfig.ts';
import type { FrameModelConfig } from '../frameModelConfig.ts';
import { blockOf, blockSpecs, plainSpecs } from './frameParts.ts';
import type { PartParameters, StartedSpec } from './frameParts.ts';
import { denseMap, doublingMap, KERNEL_SIDE } from './linearMaps.ts';
import { normalisedBlock, plainBlock } from './normalisedBlock.ts';

/** From what a core gives to frames. */
export interface FrameDecoder {
  /** Its parameters. */
  readonly specs: readonly StartedSpec[];
  /**
   * @param parameters - By name; not disposed.
   * @param hidden - `[n, width]`; not disposed.
   * @returns Logits `[n, height, width, channels]`; the caller disposes of them. Differentiable in both.
   */
  run(parameters: PartParameters, hidden: tf.Tensor2D): tf.Tensor4D;
}

/**
 * Two dense layers, then doublings of height and width with convolutions 4x4 between them, all with ReLU and layer norm; the last
 * convolution gives logits.
 *
 * @param config - Of the model.
 * @param hiddenWidth - Of the core's output.
 * @returns The decoder.
 */
export function frameDecoder(config: FrameModelConfig, hiddenWidth: number): FrameDecoder {
  const { filters, decoderWidth } = config;
  const channels = config.shape[2];
  const [height, width] = smallMap(config);
  // The encoder's numbers of channels, the other way round.
  const widths = [...filters].reverse();
  const first = widths[0] ?? channels;
  const outputs = [...widths.slice(1), channels];
  const shapeOf = (i: number) => [KERNEL_SIDE, KERNEL_SIDE, widths[i] ?? 1, outputs[i] ?? 1];
  const specs = [
    ...blockSpecs('decoder/hidden', [hiddenWidth, decoderWidth]),
    ...blockSpecs('decoder/map', [decoderWidth, height * width * first]),
    ...outputs
      .slice(0, -1)
      .flatMap((_, i) => blockSpecs(`decoder/convolution${i + 1}`, shapeOf(i))),
    ...plainSpecs('decoder/frame', shapeOf(outputs.length - 1)),
  ];
  return {
    specs,
    run(parameters, hidden) {
      return tf.tidy(() => {
        const activation = { activation: 'relu' } as const;
        const block = (name: string) => blockOf(parameters, `decoder/${name}`);
        const wide = normalisedBlock(denseMap, hidden, block('hidden'), activation);
        const map = normalisedBlock(denseMap, wide, block('map'), activation);
        let maps = map.reshape<tf.Tensor4D>([hidden.shape[0], height, width, first]);
        for (let i = 1; i < outputs.length; i++) {
          maps = normalisedBlock(doublingMap, maps, block(`convolution${i}`), activation);
        }
        return plainBlock(doublingMap, maps, {
          kernel: parameters('decoder/frame/kernel'),
          bias: parameters('decoder/frame/bias') as tf.Tensor1D,
        });
      });
    },
  };
}
