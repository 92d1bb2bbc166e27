import * as z from 'zod/mini';

/** Dense layers: for vectors, and for images taken as vectors. */
export interface MlpNetworks {
  /** The kind. */
  readonly kind: 'mlp';
  /** Units of every hidden layer. Default: 128. */
  readonly width: number;
  /** Hidden layers of the encoder, of the generator, and of the discriminator before its heads. Default: 2. */
  readonly depth: number;
  /** Whether the generator has injected noise. Default: true. */
  readonly injectedNoise: boolean;
}

/** Small convolutional networks without batch norm, made of 3x3 convolutions of stride 1: for images of sides that 16 divides. */
export interface CompactNetworks {
  /** The kind. */
  readonly kind: 'compact';
  /** Channels of the convolutions with the most pixels; all other widths follow from it. Default: 32. */
  readonly width: number;
  /** Whether the generator has injected noise. Default: true. */
  readonly injectedNoise: boolean;
}

/** The networks of the paper, as the authors' code has them: for square images whose side is a power of two. */
export interface PaperNetworks {
  /** The kind. */
  readonly kind: 'paper';
  /** The residual net of the encoder. Default: `resnet50`. */
  readonly encoder: 'resnet18' | 'resnet50';
  /** Channels of the encoder's first convolution. Default: 64. */
  readonly encoderWidth: number;
  /** Half the channels of generator and discriminator at the side of the image. Default: 32. */
  readonly width: number;
  /** Whether the generator has injected noise. Default: true. */
  readonly injectedNoise: boolean;
}

/** Which encoder, generator and discriminator are built: plain JSON. */
export type NetworksConfig = MlpNetworks | CompactNetworks | PaperNetworks;

const width = (standard: number) =>
  z._default(z.int().check(z.minimum(1), z.maximum(4096)), standard);
const injectedNoise = z._default(z.boolean(), true);

const schema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mlp'),
    width: width(128),
    depth: z._default(z.int().check(z.minimum(1), z.maximum(64)), 2),
    injectedNoise,
  }),
  z.strictObject({ kind: z.literal('compact'), width: width(32), injectedNoise }),
  z.strictObject({
    kind: z.literal('paper'),
    encoder: z._default(z.enum(['resnet18', 'resnet50']), 'resnet50'),
    encoderWidth: width(64),
    width: width(32),
    injectedNoise,
  }),
]);

/** The zod schema of {@link NetworksConfig}, for configurations that contain it. */
export const networksSchema: typeof schema = schema;
