import { inferComposition } from '@causal-mechanisms/experts-gan';
import type { ExpertsModel } from '@causal-mechanisms/experts-gan';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { mechanismFromDefinition } from '@causal-mechanisms/transforms';
import * as tf from '@tensorflow/tfjs';
import type { PixelArray } from '../../parts/pixelArray.ts';
import type { BankName } from './banks.ts';
import { changeKind } from './changes.ts';
import type { Change } from './changes.ts';
import { SIDE } from './picture.ts';

/** What is asked of a bank. */
export interface LookInput {
  readonly bank: BankName;
  /** Bytes `[28, 28]`. */
  readonly pixels: Uint8Array;
  /** What is done to them first. */
  readonly changes: readonly Change[];
  /** What noise is drawn from. */
  readonly seed: number;
}

/** An image and what the discriminator thinks of it: a logit, positive where it looks canonical. */
export interface Scored {
  readonly image: PixelArray;
  readonly score: number;
}

/** What a bank makes of a picture. */
export interface Look {
  /** The picture as the bank sees it, before any change. */
  readonly original: PixelArray;
  /** After the changes. */
  readonly changed: Scored;
  /** What each expert makes of the changed one. */
  readonly outputs: readonly Scored[];
  /** The expert with the largest score. */
  readonly winner: number;
  /** Experts one after the other, and the images between: after the first, after the second... */
  readonly composition: {
    readonly experts: readonly number[];
    readonly score: number;
    readonly images: readonly PixelArray[];
    /** The next best sequences. */
    readonly runnersUp: readonly { readonly experts: readonly number[]; readonly score: number }[];
  };
}

/**
 * Changes a picture and asks all experts of a bank.
 *
 * @param model - The bank.
 * @param input - The picture and the changes.
 * @param signal - Ends the search for a composition.
 * @returns Plain data.
 */
export async function look(
  model: ExpertsModel,
  { pixels, changes, seed }: LookInput,
  signal: AbortSignal,
): Promise<Look> {
  const [height, width, channels] = model.shape;
  const plain = tf.tidy(() => fitted(pixels, model));
  const changed = tf.tidy(() => applyChanges(plain, changes, seed));
  const outputs = Array.from({ length: model.experts }, (_, expert) =>
    model.apply(changed, expert),
  );
  const images = tf.tidy(() => tf.concat4d([changed, ...outputs], 0));
  const scores = model.discriminate(images);
  const kept: tf.Tensor[] = [plain, changed, ...outputs, images, scores];
  try {
    const logits = await scores.data<'float32'>();
    const own = Array.from(logits.subarray(1));
    const read = async (tensor: tf.Tensor4D): Promise<PixelArray> => ({
      height,
      width,
      channels,
      values: await tensor.data<'float32'>(),
    });
    const best = await inferComposition(model, changed, {
      depth: 3,
      lengthPenalty: 0.5,
      runnersUp: 3,
      signal,
    });
    kept.push(best.images);
    const [found] = best.compositions;
    const chain = found?.experts ?? [];
    const between = chain.map((_, at) => model.chain(changed, chain.slice(0, at + 1)));
    kept.push(...between);
    return {
      original: await read(plain),
      changed: { image: await read(changed), score: logits[0] ?? NaN },
      outputs: await Promise.all(
        outputs.map(async (output, expert) => ({
          image: await read(output),
          score: own[expert] ?? NaN,
        })),
      ),
      winner: own.indexOf(Math.max(...own)),
      composition: {
        experts: chain,
        score: found?.score ?? NaN,
        images: await Promise.all(between.map(read)),
        runnersUp: (found?.runnersUp ?? []).map(({ experts, score }) => ({ experts, score })),
      },
    };
  } finally {
    tf.dispose(kept);
  }
}

/** Bytes as an image of the size that the bank knows, with the margin of 2 pixels in 32 that digits have in training. */
function fitted(pixels: Uint8Array, { shape }: ExpertsModel): tf.Tensor4D {
  const [height, width, channels] = shape;
  const image = tf.tensor4d(
    Float32Array.from(pixels, (byte) => byte / 255),
    [1, SIDE, SIDE, 1],
  );
  const margin = (32 - SIDE) / 2;
  const padded = image.pad<tf.Tensor4D>([
    [0, 0],
    [margin, margin],
    [margin, margin],
    [0, 0],
  ]);
  const sized = height === 32 && width === 32 ? padded : shrunk(padded, [height, width]);
  return sized.tile<tf.Tensor4D>([1, 1, 1, channels]);
}

/** Means over what each pixel covers where the size divides 32, as the training images were made; else between the nearest pixels. */
function shrunk(image: tf.Tensor4D, [height, width]: readonly [number, number]): tf.Tensor4D {
  const [rows, columns] = [32 / height, 32 / width];
  if (Number.isInteger(rows) && Number.isInteger(columns)) {
    return tf.avgPool(image, [rows, columns], [rows, columns], 'valid');
  }
  return tf.image.resizeBilinear(image, [height, width]);
}

function applyChanges(image: tf.Tensor4D, changes: readonly Change[], seed: number): tf.Tensor4D {
  const stream = new RandomStream(seed);
  let result = image.clone();
  for (const { kind, strength } of changes) {
    const found = changeKind(kind);
    if (found === undefined || strength === 0) continue;
    const definition = found.definition(strength, image.shape[1]);
    result = mechanismFromDefinition(definition).apply(result, stream.split(kind));
  }
  return result;
}
