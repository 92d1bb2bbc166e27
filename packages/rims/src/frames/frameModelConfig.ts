import { ConfigError, parseConfig } from '@causal-mechanisms/tensor-utils';
import type { ImageShape } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { coreOf, resolveCoreConfig } from '../cores/coreOf.ts';
import type { CoreConfig } from '../cores/coreOf.ts';

/** What a model of image sequences is made of: plain JSON. */
export interface FrameModelConfig {
  /** Height, width and channels of a frame. */
  readonly shape: ImageShape;
  /** The part that goes through time. Default: recurrent independent mechanisms, 600 units in 6 modules, 4 of them active. */
  readonly core: CoreConfig;
  /**
   * Channels after each convolution of the encoder, which halves height and width; the decoder has them the other way round. Default: as
   * many of 16, 32, 64 as leave at least 4 rows and columns, so 16, 32 for 16 x 16 or 24 x 24 pixels and all three from 32 x 32 on.
   */
  readonly filters: readonly number[];
  /**
   * What the core reads: one vector of the whole frame, or one of each cell of the smallest map, to which recurrent independent mechanisms
   * attend. Default: `vector`.
   */
  readonly code: 'vector' | 'cells';
  /** The width of each of these vectors. Default: 512. */
  readonly codeWidth: number;
  /** Units of the decoder's first layer. Default: 512. */
  readonly decoderWidth: number;
}

/** What a caller may give: the shape of a frame, and any other part of {@link FrameModelConfig}. */
export type FrameModelConfigInput = Pick<FrameModelConfig, 'shape'> & Partial<FrameModelConfig>;

/** The channels of the paper's encoder. */
const FILTERS = [16, 32, 64];
/** No map is smaller by default. */
const LEAST_SIDE = 4;

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

/** The parts that do not depend on the frames, for configurations that contain them. */
export const FRAME_NETWORK_SHAPE = {
  core: z._default(z.looseObject({ kind: z.string() }), { kind: 'rims' }),
  filters: z.optional(z.array(count(4096)).check(z.minLength(1), z.maxLength(12))),
  code: z._default(z.enum(['vector', 'cells']), 'vector'),
  codeWidth: z._default(count(65_536), 512),
  decoderWidth: z._default(count(65_536), 512),
};

const schema = z.strictObject({
  shape: z.tuple([count(4096), count(4096), count(1024)]),
  ...FRAME_NETWORK_SHAPE,
});

/**
 * Checks the parts of a model of image sequences, and fills in the defaults.
 *
 * @param input - The shape of a frame, and any other part.
 * @returns The same with every setting, those of the core included.
 * @throws ConfigError when something is unknown or impossible, height or width cannot be halved so often, or the core reads no cells.
 *
 * @example
 * ```ts
 * import { resolveFrameModelConfig } from '@causal-mechanisms/rims';
 *
 * const { filters, codeWidth } = resolveFrameModelConfig({ shape: [32, 32, 1] });
 * console.log(filters, codeWidth); // [ 16, 32, 64 ] 512
 * ```
 */
export function resolveFrameModelConfig(input: FrameModelConfigInput): FrameModelConfig {
  const given = parseConfig('frame model', schema, input);
  const config = {
    ...given,
    filters: given.filters ?? defaultFilters(given),
    core: given.core as unknown as CoreConfig,
  };
  const [height, width] = smallMap(config);
  if (!Number.isInteger(height) || !Number.isInteger(width)) {
    throw new ConfigError(
      `frame model: ${config.filters.length} convolutions halve height and width as often, which ${config.shape[0]} x ${config.shape[1]} pixels do not allow`,
      { data: { shape: config.shape, filters: config.filters } },
    );
  }
  return { ...config, core: coreFor(config) };
}

function defaultFilters({ shape: [height, width] }: Pick<FrameModelConfig, 'shape'>): number[] {
  const filters = FILTERS.filter((_, i) => {
    const part = 2 ** (i + 1);
    return [height, width].every((side) => side % part === 0 && side / part >= LEAST_SIDE);
  });
  return filters.length === 0 ? FILTERS.slice(0, 1) : filters;
}

/** The core with all its settings: as many elements as the encoder gives it. */
function coreFor(config: FrameModelConfig): CoreConfig {
  const { code, codeWidth, core } = config;
  const [height, width] = smallMap(config);
  const elements = code === 'cells' ? height * width : 1;
  if (code === 'cells' && core.kind !== 'rims') {
    throw new ConfigError(
      `frame model: code "cells" is for recurrent independent mechanisms, the core ${core.kind} reads one vector per step`,
      { data: { code, kind: core.kind } },
    );
  }
  const asked = code === 'cells' ? { elements, ...core } : core;
  const { elements: found, bidirectional } = coreOf(asked, codeWidth);
  if (bidirectional === true) {
    throw new ConfigError(
      'frame model: a bidirectional core would see the frame that it is asked for',
      {
        data: { core: core.kind },
      },
    );
  }
  if (found !== elements) {
    throw new ConfigError(
      `frame model: the core must read ${elements} element(s) per frame, got ${found}`,
      { data: { expected: elements, actual: found } },
    );
  }
  return resolveCoreConfig(asked, codeWidth);
}

/**
 * @param config - Sizes of a model.
 * @returns Rows and columns of the smallest map; fractions where they cannot be halved so often.
 */
export function smallMap({
  shape: [height, width],
  filters,
}: Pick<FrameModelConfig, 'shape' | 'filters'>): [height: number, width: number] {
  const part = 2 ** filters.length;
  return [height / part, width / part];
}
