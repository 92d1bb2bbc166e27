import { checkOptions, ConfigError, parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import type { CoreConfig } from '../../cores/coreOf.ts';
import { FRAME_NETWORK_SHAPE, resolveFrameModelConfig } from '../frameModelConfig.ts';
import type { FrameModelConfig } from '../frameModelConfig.ts';
import { checkFrameSource } from '../frameSource.ts';
import type { FrameSource } from '../frameSource.ts';

/** The settings of a training run on image sequences: plain JSON. The defaults are those of bouncing balls in Goyal et al. (2021, appendix D.4). */
export interface FrameTrainingConfig extends Omit<FrameModelConfig, 'shape'> {
  /** Frames of a sequence in an update, at least 2; a stretch is drawn where sequences have more. Default: as many as they have. */
  readonly steps: number;
  /** Updates; a finished run of constant step size may be prolonged by more. Default: 78 000, 100 epochs of 50 000 sequences. */
  readonly updates: number;
  /** Sequences per update. Default: 64. */
  readonly batchSize: number;
  /** Adam's step size at the start. Default: 7e-4. */
  readonly learningRate: number;
  /** Its step size at the last update, reached along half a cosine. Default: that of the start. */
  readonly finalLearningRate: number;
  /** The largest norm of the gradient; a longer one is shortened to it. Default: 1. */
  readonly clipNorm: number;
  /** The probability by which a pixel that is read is turned into its opposite; the frames to be foretold stay. Default: 0. */
  readonly inputNoise: number;
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

/** What a caller may give: any part of {@link FrameTrainingConfig}. */
export type FrameTrainingConfigInput = Partial<FrameTrainingConfig>;

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

const schema = z.strictObject({
  ...FRAME_NETWORK_SHAPE,
  steps: z.optional(z.int().check(z.minimum(2), z.maximum(65_536))),
  updates: z._default(count(100_000_000), 78_000),
  batchSize: z._default(count(65_536), 64),
  learningRate: z._default(z.number().check(z.positive(), z.maximum(1)), 7e-4),
  finalLearningRate: z.optional(z.number().check(z.positive(), z.maximum(1))),
  clipNorm: z._default(z.number().check(z.positive()), 1),
  inputNoise: z._default(z.number().check(z.minimum(0), z.lt(1)), 0),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/**
 * The zod schema of {@link FrameTrainingConfig}, for configurations that contain it; what depends on the frames is open in it, and
 * {@link resolveFrameTrainingConfig} fills it in.
 */
export const frameTrainingConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults, those of the paper's bouncing balls.
 *
 * @param input - Any part of {@link FrameTrainingConfig}.
 * @param source - What is to be learned: it tells the shape of a frame, and how many there are.
 * @returns The resolved configuration, with every setting of the core.
 * @throws ConfigError when a key is unknown or a value impossible.
 *
 * @example
 * ```ts
 * import { frameSource, resolveFrameTrainingConfig } from '@causal-mechanisms/rims';
 *
 * const values = new Float32Array(3 * 16 * 16);
 * const source = frameSource({ size: 1, steps: 3, shape: [16, 16, 1], values });
 * const config = resolveFrameTrainingConfig({ updates: 100 }, source);
 * console.log(config.steps, config.filters); // 3 [ 16, 32 ]
 * ```
 */
export function resolveFrameTrainingConfig(
  input: FrameTrainingConfigInput,
  source: FrameSource,
): FrameTrainingConfig {
  const given = parseConfig('frame training', frameTrainingConfigSchema, input);
  const owner = 'resolveFrameTrainingConfig';
  checkOptions(owner, source, 'source');
  checkFrameSource(owner, source);
  const { core, filters, code, codeWidth, decoderWidth, ...training } = given;
  const { shape, ...model } = resolveFrameModelConfig({
    shape: source.shape,
    core: core as unknown as CoreConfig,
    ...(filters === undefined ? {} : { filters }),
    code,
    codeWidth,
    decoderWidth,
  });
  const steps = given.steps ?? source.steps;
  if (steps < 2 || steps > source.steps) {
    throw new ConfigError(
      `frame training: steps must be from 2 to ${source.steps}, the number of frames of a sequence, got ${steps}`,
      { data: { steps, available: source.steps, shape } },
    );
  }
  return {
    ...training,
    ...model,
    steps,
    finalLearningRate: given.finalLearningRate ?? given.learningRate,
  };
}

/** The model that a training configuration asks for. */
export function frameModelConfigOf(
  { core, filters, code, codeWidth, decoderWidth }: FrameTrainingConfig,
  { shape }: FrameSource,
): FrameModelConfig {
  return { shape, core, filters, code, codeWidth, decoderWidth };
}
