import {
  ArgumentError,
  parameterLayout,
  parseConfig,
  RandomStream,
  readParameters,
  writeParameters,
} from '@causal-mechanisms/tensor-utils';
import type { io } from '@tensorflow/tfjs';
import * as z from 'zod/mini';
import { softmax } from '../../belief/hypothesisBelief.ts';
import { checkColumns } from '../maps/checkColumns.ts';
import type { Columns, InvertibleEncoder } from '../maps/invertibleEncoder.ts';
import { causalOrders, orderName } from '../score/causalOrders.ts';
import { encoderTrainingConfigSchema } from './encoderConfig.ts';
import { encoderMap } from './encoderMap.ts';
import type { EncoderShape } from './encoderMap.ts';

const KIND = { owner: 'EncoderModel', format: 'causal-mechanisms/encoder' } as const;

const shapeSchema = z.strictObject({
  encoder: encoderTrainingConfigSchema.shape.encoder,
  coupling: encoderTrainingConfigSchema.shape.coupling,
  dimensions: z.int().check(z.minimum(2), z.maximum(3)),
});

/** @internal What a learner hands over. */
export interface EncoderParts {
  readonly shape: EncoderShape;
  /** The learned map. */
  readonly map: InvertibleEncoder;
  /** The belief, one logit per chain of codes. */
  readonly logits: Float64Array;
}

/**
 * A learned representation: an invertible map from observed points to codes, and a belief about which code causes which.
 *
 * It holds plain arrays, no tensors.
 *
 * @example
 * ```ts
 * import { trainEncoder } from '@causal-mechanisms/meta-transfer';
 *
 * const points = [0, 1].map((place) => Float64Array.from({ length: 40 }, (_, i) => Math.sin(7 * i + place)));
 * const data = { training: points, transfers: [points] };
 * for await (const event of trainEncoder(data, { config: { iterations: 2 } })) {
 *   if (event.kind !== 'end') continue;
 *   const codes = event.model.encode(points);
 *   console.log(event.model.decode(codes)[0]?.[3]?.toFixed(6) === points[0]?.[3]?.toFixed(6)); // true
 * }
 * ```
 */
export class EncoderModel {
  readonly #parts: EncoderParts;
  readonly #names: readonly string[];

  /** @internal */
  constructor(parts: EncoderParts) {
    this.#parts = parts;
    this.#names = causalOrders(parts.shape.dimensions).map(orderName);
  }

  /**
   * Loads a model that {@link EncoderModel.save} wrote.
   *
   * @param handler - Where from.
   * @returns The model.
   * @throws FileFormatError when it is another kind of model, or a damaged one.
   */
  static async load(handler: io.IOHandler): Promise<EncoderModel> {
    const { values, shape, map, logits } = await readParameters(handler, {
      ...KIND,
      understand({ shape }) {
        const parts = blankParts(parseConfig('EncoderModel', shapeSchema, shape));
        return { ...parts, layout: layoutOf(parts) };
      },
    });
    map.parameters.set(values.subarray(0, map.parameters.length));
    logits.set(values.subarray(map.parameters.length));
    return new EncoderModel({ shape, map, logits });
  }

  /** Coordinates of a point, and of a code. */
  get dimensions(): number {
    return this.#parts.shape.dimensions;
  }

  /** The parameters of the map: one angle, three of them, or the weights of coupling layers; a copy. */
  get parameters(): Float64Array {
    return this.#parts.map.parameters.slice();
  }

  /**
   * The angle of a rotation of the plane, in radians, in (-pi/2, pi/2]: half a turn changes signs only.
   *
   * @throws ArgumentError when the model is no rotation of the plane.
   */
  get angle(): number {
    const { shape, map } = this.#parts;
    if (shape.encoder !== 'rotation' || shape.dimensions !== 2) {
      throw new ArgumentError(
        `EncoderModel.angle: only a rotation of the plane has one angle, this is ${shape.encoder} with ${shape.dimensions} dimensions`,
        { data: { encoder: shape.encoder, dimensions: shape.dimensions } },
      );
    }
    const angle = map.parameters[0] ?? 0;
    return angle - Math.PI * Math.ceil(angle / Math.PI - 0.5);
  }

  /** The probability of each chain of codes, by its name: `U->V` and `V->U` in the plane. */
  get belief(): Readonly<Record<string, number>> {
    const beliefs = softmax(this.#parts.logits);
    return Object.fromEntries(this.#names.map((name, h) => [name, beliefs[h] ?? 0]));
  }

  /** The chain of codes that is believed most, such as `U->V`. */
  get direction(): string {
    const { logits } = this.#parts;
    return this.#names[logits.indexOf(Math.max(...logits))] ?? '';
  }

  /**
   * @param points - Observed points, one column per coordinate.
   * @returns Their codes: new columns.
   * @throws ShapeError when the columns do not fit.
   */
  encode(points: Columns): Float64Array[] {
    checkColumns('EncoderModel.encode', points, this.dimensions, 'points');
    return this.#parts.map.encode(points);
  }

  /**
   * @param codes - Codes, one column per coordinate.
   * @returns The points that have them: new columns.
   * @throws ShapeError when the columns do not fit.
   */
  decode(codes: Columns): Float64Array[] {
    checkColumns('EncoderModel.decode', codes, this.dimensions, 'codes');
    return this.#parts.map.decode(codes);
  }

  /**
   * Writes the model, for {@link EncoderModel.load}, in single precision.
   *
   * @param handler - Where to.
   * @throws FileFormatError when the handler cannot write.
   */
  async save(handler: io.IOHandler): Promise<void> {
    const { shape, map, logits } = this.#parts;
    await writeParameters(handler, {
      ...KIND,
      layout: layoutOf(this.#parts),
      // No spreading into arguments: a map may have more parameters than a call can take.
      values: Float32Array.from([...map.parameters, ...logits]),
      description: { shape },
    });
  }

  /** Nothing to dispose of: models of this package can be treated alike. */
  dispose(): void {
    // Plain arrays are collected.
  }
}

/** @internal A map and a belief to be filled in. */
export function blankParts(shape: EncoderShape): EncoderParts {
  return {
    shape,
    map: encoderMap(shape, new RandomStream(0)),
    logits: new Float64Array(causalOrders(shape.dimensions).length),
  };
}

function layoutOf({ map, logits }: EncoderParts) {
  return parameterLayout([
    { name: 'map', shape: [map.parameters.length] },
    { name: 'belief', shape: [logits.length] },
  ]);
}
