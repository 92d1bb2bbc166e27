import type { JsonObject, JsonValue } from '@causal-mechanisms/tensor-utils';
import { UsageError } from '@causal-mechanisms/command-line';
import { parseRange } from '../../search/settingRange.ts';
import type { SettingRange } from '../../search/settingRange.ts';

/** One `key=value` of the command line. */
export interface Override {
  /** The dotted path of the key, such as `['probe', 'every']`. */
  readonly path: readonly string[];
  /** The value: JSON where it reads as JSON, else the text itself. */
  readonly value: JsonValue;
}

/** The values that a sweep gives to one key. */
export interface SweptKey {
  /** The dotted path of the key. */
  readonly path: readonly string[];
  /** The values, each to be tried with every value of the other keys; none where there is a range. */
  readonly values: readonly JsonValue[];
  /** What a random search draws from. Default: one of the values. */
  readonly range?: SettingRange;
}

/**
 * Reads `key=value`.
 *
 * @param text - Such as `iterations=100`, `probe.every=10` or `mechanisms=["up","noise"]`.
 * @returns The path and the value.
 * @throws UsageError when there is no key or no `=`.
 */
export function parseOverride(text: string): Override {
  const { path, value } = splitAssignment(text);
  return { path, value: readValue(value) };
}

/**
 * Reads `key=first,second,...`. Commas inside brackets, braces or quotes do not separate.
 *
 * @param text - Such as `filters=8,16,32`, or a range for a random search, such as `learningRate=log(1e-4,1e-1)`.
 * @returns The path and the values, or the range.
 * @throws UsageError when there is no key, no `=` or an empty value.
 */
export function parseSweptKey(text: string): SweptKey {
  const { path, value } = splitAssignment(text);
  const range = parseRange(value);
  if (range !== undefined) return { path, values: [], range };
  const parts = splitValues(value);
  if (parts.some((part) => part.trim() === '')) {
    throw new UsageError(`--set: "${text}" has an empty value`, { data: { text } });
  }
  return { path, values: parts.map(readValue) };
}

/**
 * Sets keys of a plain configuration.
 *
 * @param config - Left as it is.
 * @param overrides - Later ones win.
 * @param defaults - Objects that stand where the configuration lacks a key: a part is changed in a copy of them. Default: none.
 * @returns A changed copy; objects on the way are made where they are missing.
 * @throws UsageError when a path leads through something that is no object.
 */
export function applyOverrides(
  config: JsonObject,
  overrides: readonly Override[],
  defaults: Readonly<Record<string, JsonObject>> = {},
): JsonObject {
  return overrides.reduce((current, override) => {
    const [key = '', ...rest] = override.path;
    const whole = Object.hasOwn(defaults, key) ? defaults[key] : undefined;
    const isPartOfDefault = rest.length > 0 && !Object.hasOwn(current, key) && whole !== undefined;
    const base = isPartOfDefault ? { ...current, [key]: whole } : current;
    return setAt(base, override.path, override);
  }, config);
}

/**
 * Every combination of the values of several keys.
 *
 * @param keys - The keys, the last one varying fastest.
 * @returns One list of overrides per combination.
 * @throws UsageError for a key with a range, of which nobody can take every value.
 */
export function combinations(keys: readonly SweptKey[]): Override[][] {
  const endless = keys.find(({ range }) => range !== undefined);
  if (endless !== undefined) {
    throw new UsageError(
      `--set: "${endless.path.join('.')}" has a range; say how many settings to draw with --random N`,
      { data: { path: endless.path } },
    );
  }
  return keys.reduce<Override[][]>(
    (lists, { path, values }) =>
      lists.flatMap((list) => values.map((value) => [...list, { path, value }])),
    [[]],
  );
}

/**
 * @param overrides - What was set.
 * @returns It as one line, such as `filters=8 experts=4`.
 */
export function describeOverrides(overrides: readonly Override[]): string {
  return overrides
    .map(({ path, value }) => {
      const shown = typeof value === 'string' ? value : JSON.stringify(value);
      return `${path.join('.')}=${shown}`;
    })
    .join(' ');
}

function splitAssignment(text: string): { path: string[]; value: string } {
  const at = text.indexOf('=');
  const path = text.slice(0, Math.max(at, 0)).split('.');
  if (at < 1 || path.some((key) => key === '' || key === '__proto__')) {
    throw new UsageError(`--set: expected key=value or key.inner=value, got "${text}"`, {
      data: { text },
    });
  }
  return { path, value: text.slice(at + 1) };
}

function readValue(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

function splitValues(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (quoted) {
      if (character === '\\') i++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if ('[{'.includes(character)) depth++;
    else if (']}'.includes(character)) depth--;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function setAt(config: JsonObject, path: readonly string[], override: Override): JsonObject {
  const [key = '', ...rest] = path;
  if (rest.length === 0) return { ...config, [key]: override.value };
  const inner = Object.hasOwn(config, key) ? config[key] : {};
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) {
    throw new UsageError(
      `--set: "${override.path.join('.')}" leads through "${key}", which is not an object`,
      { data: { path: override.path } },
    );
  }
  return { ...config, [key]: setAt(inner as JsonObject, rest, override) };
}
