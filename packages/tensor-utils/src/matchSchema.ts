import { en } from 'zod/locales';
import * as z from 'zod/mini';

/**
 * What `schema.safeParse` gives, with messages in English. Schemas of `zod/mini` have no words of their own, and a language that is set for
 * all of zod would be set for whoever else uses it.
 *
 * @param schema - A schema of `zod` or of `zod/mini`.
 * @param value - Anything.
 * @returns The checked value, or what is wrong with it.
 */
export function matchSchema<Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
): z.core.util.SafeParseResult<z.output<Schema>> {
  return z.safeParse(schema, value, { error: en().localeError });
}
