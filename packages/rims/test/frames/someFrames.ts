import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { FrameArrays } from '../../src/frames/frameArrays.ts';
import { resolveFrameModelConfig } from '../../src/frames/frameModelConfig.ts';
import type { FrameModelConfigInput } from '../../src/frames/frameModelConfig.ts';

/** A model of a moment. */
export const TINY = {
  shape: [8, 8, 1],
  core: { kind: 'rims', units: 6, modules: 3, activeModules: 2, inputKeyWidth: 4 },
  filters: [2, 3],
  codeWidth: 4,
  decoderWidth: 5,
} as const satisfies FrameModelConfigInput;
export const tiny = (more: Partial<FrameModelConfigInput> = {}) =>
  resolveFrameModelConfig({ ...TINY, ...more });

/** Pixels that are 0 or 1 by chance. */
export function someFrames(size: number, steps: number, seed = 1): FrameArrays {
  const shape = TINY.shape;
  const values = new RandomStream(seed).uniforms(size * steps * 64).map((u) => (u < 0.3 ? 1 : 0));
  return { size, steps, shape, values };
}

/** A bar of two rows that moves down by one row per frame and comes back at the top; each sequence starts elsewhere. */
export function movingBars(size: number, steps: number): FrameArrays {
  const values = new Float32Array(size * steps * 64);
  for (let i = 0; i < size; i++) {
    for (let t = 0; t < steps; t++) {
      for (const row of [0, 1]) {
        const from = (i * steps + t) * 64 + 8 * ((i + t + row) % 8);
        values.fill(1, from, from + 8);
      }
    }
  }
  return { size, steps, shape: TINY.shape, values };
}
