import * as z from 'zod/mini';
import { checkSchema } from './argumentChecks.ts';
import { ConfigError } from './errors.ts';
import { matchSchema } from './matchSchema.ts';
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
 * @param schema - A schema of `zod` or of `zod/mini`; use `z.strictObject` so that unknown keys are refused.
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
export function parseConfig<Schema extends z.core.$ZodType>(
  owner: string,
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  checkSchema('parseConfig', schema);
  const result = matchSchema(schema, value);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap((issue) => describe({ schema, value }, issue, []));
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

/** What is described: who asks for what, and what came. */
interface Asked {
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
}

/** An issue in words; one about a union speaks of the option that the value most likely meant. */
function describe(
  asked: Asked,
  issue: z.core.$ZodIssue,
  above: readonly PropertyKey[],
): ConfigIssue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const entered = issue.errors.filter((option) => option.length > 0 && !option.some(isOutside));
    const [meant] = entered.sort((a, b) => a.length - b.length);
    if (meant !== undefined) return meant.flatMap((inner) => describe(asked, inner, path));
  }
  return [{ path: path.map(String).join('.'), message: wording(asked, issue, path) }];
}

/** Whether the value is of another kind than the option of a union, so that it cannot have been meant. */
function isOutside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length === 0 && ['invalid_type', 'invalid_value'].includes(issue.code);
}

function wording(
  { schema, value }: Asked,
  issue: z.core.$ZodIssue,
  path: readonly PropertyKey[],
): string {
  if (issue.code === 'unrecognized_keys')
    return unknownKeys(issue.keys, knownKeys(schema, path, valueAt(value, path)));
  if (issue.code === 'invalid_type') return issue.message + whatCame(value, path);
  if (issue.code !== 'invalid_union') return issue.message;
  const options = issue.errors.flat().map((inner) => inner.message);
  return options.length === 0 ? issue.message : [...new Set(options)].join(', or ');
}

/** A text or number at a path, such as ` "four"`: the kind alone does not say which word was wrong. */
function whatCame(value: unknown, path: readonly PropertyKey[]): string {
  const found = valueAt(value, path);
  const shown = typeof found === 'string' ? JSON.stringify(found.slice(0, 80)) : String(found);
  return typeof found === 'string' || Number.isFinite(found) ? ` ${shown}` : '';
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, step) =>
      typeof found === 'object' && found !== null
        ? (found as Readonly<Record<PropertyKey, unknown>>)[step]
        : undefined,
    value,
  );
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

/** The keys of the object schemas at a path; of several, of those whose literals the value there has. */
function knownKeys(
  schema: z.core.$ZodType,
  path: readonly PropertyKey[],
  found: unknown,
): string[] {
  let reached = plainDefinitions(schema);
  for (const step of path) {
    reached = reached.flatMap((at) => {
      const inner =
        at.type === 'object'
          ? at.shape[String(step)]
          : at.type === 'array'
            ? at.element
            : at.type === 'record'
              ? at.valueType
              : undefined;
      return inner === undefined ? [] : plainDefinitions(inner);
    });
  }
  const objects = reached.filter((at) => at.type === 'object');
  const meant = objects.filter(({ shape }) => hasLiterals(shape, found));
  const keys = (meant.length > 0 ? meant : objects).flatMap(({ shape }) => Object.keys(shape));
  return [...new Set(keys)];
}

/** Whether an object has the values of all literals of a shape, such as the `kind` of an option. */
function hasLiterals(shape: Readonly<Record<string, z.core.$ZodType>>, found: unknown): boolean {
  return Object.entries(shape).every(([key, inner]) => {
    const { def } = (inner as z.core.$ZodTypes)._zod;
    return def.type !== 'literal' || def.values.includes(valueAt(found, [key]) as string);
  });
}

/** What describes a schema. It is read instead of asking for classes, of which `zod` and `zod/mini` have each their own. */
type Definition = z.core.$ZodTypes['_zod']['def'];

/** The definitions inside defaults, optional marks and unions. */
function plainDefinitions(schema: z.core.$ZodType): Definition[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'default':
    case 'optional':
    case 'nullable':
    case 'prefault':
    case 'readonly':
      return plainDefinitions(def.innerType);
    case 'pipe':
      return plainDefinitions(def.in);
    case 'union':
      return def.options.flatMap(plainDefinitions);
    default:
      return [def];
  }
}
