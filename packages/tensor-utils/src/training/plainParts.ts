import type * as z from 'zod/mini';
import { checkInstance, checkMethods, checkSchema } from '../argumentChecks.ts';
import { checkNumbers } from '../arrayChecks.ts';
import type { JsonValue } from '../config.ts';
import { CheckpointError } from '../errors.ts';
import { matchSchema } from '../matchSchema.ts';
import { RandomStream } from '../random/randomStream.ts';
import type { RandomStreamState } from '../random/randomStream.ts';
import { flat, inCheckpoint, storedValues } from './statePart.ts';
import type { StatePart } from './statePart.ts';

/**
 * @param stream - A stream; it stays the same object on resume.
 * @returns Its part of the state.
 * @throws ArgumentError when it is none.
 *
 * @example
 * ```ts
 * import { RandomStream, streamPart } from '@causal-mechanisms/tensor-utils';
 *
 * const stream = new RandomStream(1);
 * const part = streamPart(stream);
 * const saved = await part.save();
 * const drawn = stream.uniform();
 * part.restore(saved);
 * console.log(stream.uniform() === drawn); // true
 * ```
 */
export function streamPart(stream: RandomStream): StatePart {
  checkInstance('streamPart', 'stream', stream, RandomStream);
  return {
    save: () => Promise.resolve({ json: { ...stream.state() } }),
    restore({ json }) {
      const { seed, words, spareNormal } = (json ?? {}) as Partial<RandomStreamState>;
      inCheckpoint(() => {
        stream.restore({
          seed: seed ?? NaN,
          words: words ?? [],
          spareNormal: spareNormal === undefined ? NaN : spareNormal,
        });
      });
    },
  };
}

/**
 * @param values - Numbers that are changed in place, such as tables of a learner without tensors.
 * @returns Their part of the state. Doubles are kept bit for bit, as pairs of 32-bit words.
 * @throws ArgumentError when they are no such array.
 *
 * @example
 * ```ts
 * import { numbersPart } from '@causal-mechanisms/tensor-utils';
 *
 * const table = Float64Array.of(0.1, 0.2);
 * const part = numbersPart(table);
 * const saved = await part.save();
 * table.fill(0);
 * part.restore(saved);
 * console.log(table[0]); // 0.1
 * ```
 */
export function numbersPart(values: Float32Array | Float64Array | Int32Array): StatePart {
  const kinds = [Float32Array, Float64Array, Int32Array];
  checkNumbers('numbersPart', 'values', values, { kinds, anyNumber: true });
  const words =
    values.BYTES_PER_ELEMENT === 8
      ? new Int32Array(values.buffer, values.byteOffset, 2 * values.length)
      : (values as Float32Array | Int32Array);
  return {
    save: () => Promise.resolve({ arrays: { values: flat(words.slice()) } }),
    restore(saved) {
      words.set(storedValues(saved, 'values', [words.length]));
    },
  };
}

/**
 * @param schema - What the value must be; of `zod` or of `zod/mini`.
 * @param slot - Reads and replaces the value: plain JSON.
 * @returns Its part of the state.
 * @throws ArgumentError when one of them is none.
 *
 * @example
 * ```ts
 * import { jsonPart } from '@causal-mechanisms/tensor-utils';
 * import * as z from 'zod';
 *
 * let best = 3;
 * const part = jsonPart(z.number(), { get: () => best, set: (saved) => (best = saved) });
 * console.log((await part.save()).json); // 3
 * ```
 */
export function jsonPart<Value extends JsonValue>(
  schema: z.core.$ZodType<Value>,
  slot: { get(): Value; set(value: Value): void },
): StatePart {
  checkSchema('jsonPart', schema);
  checkMethods('jsonPart', 'slot', slot, ['get', 'set']);
  return {
    save: () => Promise.resolve({ json: structuredClone(slot.get()) }),
    restore({ json }) {
      const { success, data, error } = matchSchema(schema, json);
      if (!success) throw new CheckpointError('its JSON is damaged', { cause: error });
      slot.set(data);
    },
  };
}
