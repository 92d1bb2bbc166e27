import type { JsonObject, JsonValue } from '@causal-mechanisms/tensor-utils';
import type { RunRecord } from '../../run/runFolder.ts';
import type { TextTable } from './textTable.ts';

/**
 * What several runs set otherwise.
 *
 * @param records - One per run; `undefined` where there is none.
 * @param labels - One short name per run.
 * @returns A row for each key whose values differ; without rows when all is alike but the seed.
 */
export function settingsTable(
  records: readonly (RunRecord | undefined)[],
  labels: readonly string[],
): TextTable {
  const settings = records.map(settingsOf);
  const keys = [...new Set(settings.flatMap((of) => [...of.keys()]))];
  const shown = (value: JsonValue | undefined): string =>
    value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  const rows = keys.map((key) => [key, ...settings.map((of) => shown(of.get(key)))]);
  return {
    header: ['setting', ...labels],
    rows: rows.filter(([, ...values]) => new Set(values).size > 1),
    even: true,
  };
}

function settingsOf(record: RunRecord | undefined): Map<string, JsonValue> {
  if (record === undefined) return new Map();
  const { recipe, preset, backend, data, config } = record;
  return new Map<string, JsonValue>([
    ['recipe', recipe],
    ['preset', preset],
    ...(backend === undefined ? [] : [['--backend', backend] as const]),
    ...(data === undefined ? [] : [['--data', data] as const]),
    ...keysOf(config),
  ]);
}

/**
 * @param config - A configuration.
 * @param before - Stands before every path.
 * @returns Every value that is no object, by its dotted path.
 */
export function keysOf(config: JsonObject, before = ''): Map<string, JsonValue> {
  return new Map(
    Object.entries(config).flatMap(([key, value]): [string, JsonValue][] => {
      const path = `${before}${key}`;
      const inner = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (!inner) return [[path, value]];
      const found = [...keysOf(value as JsonObject, `${path}.`)];
      return found.length === 0 ? [[path, value]] : found;
    }),
  );
}
