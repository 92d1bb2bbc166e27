import * as z from 'zod';
import { ConfigError } from './errors.ts';
import { nearestName } from './nearestName.ts';

/** A plain JSON value. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A plain JSON object. */
export type JsonObject = { readonly [key: string]: JsonValue };

/**
 * Checks a configuration against its schema and fills in the defaults.
 *
 * @param owner - Whose configuration it is; opens the message.
 * @param schema - A zod schema; use `z.strictObject` so that unknown keys are refused.
 * @param value - What the caller gave.
 * @returns The resolved configuration.
 * @throws ConfigError that lists every issue with its path and suggests the nearest known key.
 *
 * @example
 * ```ts
 * import { parseConfig } from '@causal-mechanisms/tensor-utils';
 * import * as z from 'zod';
 *
 * const schema = z.strictObject({ iterations: z.int().positive().default(2000) });
 * console.log(parseConfig('train', schema, {}).iterations); // 2000
 * ```
 */
export function parseConfig<Schema extends z.ZodType>(
  owner: string,
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap((issue) => describe(schema, issue, []));
  const lines = issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  throw new ConfigError(`${owner}: ${lines.join('; ')}`, {
    data: { issues },
    cause: result.error,
  });
}

/** One thing that is wrong, and where. */
interface ConfigIssue {
  readonly path: string;
  readonly message: string;
}

/** An issue in words; one about a union speaks of the option that the value most likely meant. */
function describe(
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  above: readonly PropertyKey[],
): ConfigIssue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const entered = issue.errors.filter((option) => option.length > 0 && !option.some(isOutside));
    const [meant] = entered.sort((a, b) => a.length - b.length);
    if (meant !== undefined) return meant.flatMap((inner) => describe(schema, inner, path));
  }
  return [{ path: path.map(String).join('.'), message: wording(schema, issue, path) }];
}

/** Whether the value is of another kind than the option of a union, so that it cannot have been meant. */
function isOutside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length === 0 && ['invalid_type', 'invalid_value'].includes(issue.code);
}

function wording(schema: z.ZodType, issue: z.core.$ZodIssue, path: readonly PropertyKey[]): string {
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, knownKeys(schema, path));
  if (issue.code !== 'invalid_union') return issue.message;
  const options = issue.errors.flat().map((inner) => inner.message);
  return options.length === 0 ? issue.message : [...new Set(options)].join(', or ');
}

function unknownKeys(keys: readonly string[], known: readonly string[]): string {
  return keys
    .map((key) => {
      const nearest = nearestName(key, known);
      return nearest === undefined
        ? `unknown key "${key}" (known: ${known.join(', ')})`
        : `unknown key "${key}", did you mean "${nearest}"?`;
    })
    .join('; ');
}

/** The keys of the object schemas at a path. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let reached = plainSchemas(schema);
  for (const step of path) {
    reached = reached.flatMap((at) => {
      const inner: unknown =
        at instanceof z.ZodObject
          ? at.shape[String(step)]
          : at instanceof z.ZodArray
            ? at.element
            : at instanceof z.ZodRecord
              ? at.valueType
              : undefined;
      return inner === undefined ? [] : plainSchemas(inner as z.ZodType);
    });
  }
  return reached.flatMap((at) => (at instanceof z.ZodObject ? Object.keys(at.shape) : []));
}

/** The schemas inside defaults, optional marks and unions. */
function plainSchemas(schema: z.ZodType): z.ZodType[] {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  ) {
    return plainSchemas(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodPipe) return plainSchemas(schema.in as z.ZodType);
  if (schema instanceof z.ZodUnion) {
    return schema.options.flatMap((option) => plainSchemas(option as z.ZodType));
  }
  return [schema];
}
