import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';

/**
 * The objects that a schema puts where a key is left out. Who sets a part of such a key changes that part and keeps the rest.
 *
 * @param schema - Of a configuration; only an object has keys.
 * @returns Default objects by key; keys with other defaults, such as lists, are left out.
 */
export function objectDefaults(schema: z.ZodType): Record<string, JsonObject> {
  if (!(schema instanceof z.ZodObject)) return {};
  return Object.fromEntries(
    Object.entries(schema.shape as Record<string, unknown>).flatMap(([key, field]) => {
      if (!(field instanceof z.ZodDefault || field instanceof z.ZodPrefault)) return [];
      const value: unknown = field.def.defaultValue;
      return isObject(value) ? [[key, value] as const] : [];
    }),
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
