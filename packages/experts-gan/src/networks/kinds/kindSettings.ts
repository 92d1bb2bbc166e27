import { ConfigError } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { layersSchema } from './layersSettings.ts';
import type { LayersSettings } from './layersSettings.ts';

/**
 * A kind of expert: `paper`, whose output pixels see 11x11 pixels; `wide`, the paper's variant with two average pools and two upsamplings;
 * `warp`, which moves pixels and changes none; or layers of your own.
 */
export type ExpertKindSetting = 'paper' | 'wide' | 'warp' | LayersSettings;

/** The zod schema of {@link ExpertKindSetting}. */
export const expertKindSchema = z.union([z.enum(['paper', 'wide', 'warp']), layersSchema]);

/** The kinds of a bank: one for all experts, or one for each. */
export type ExpertKindSettings = ExpertKindSetting | readonly ExpertKindSetting[];

/** What has as many experts as kinds, where there is one for each. */
interface KindsOfBank {
  readonly experts: number;
  readonly kinds: ExpertKindSettings;
}

/**
 * @param config - The number of experts, and their kinds.
 * @returns The kind of each expert.
 * @throws ConfigError when there are more or fewer kinds than experts.
 */
export function kindList({ experts, kinds }: KindsOfBank): readonly ExpertKindSetting[] {
  if (!isList(kinds)) return Array.from({ length: experts }, () => kinds);
  if (kinds.length === experts) return kinds;
  throw new ConfigError(
    `experts-gan: kinds must be one for all experts, or one for each of ${experts}, got ${kinds.length}`,
    { data: { experts, kinds: kinds.length } },
  );
}

/**
 * @param kinds - The kind of each expert, at least one.
 * @returns The same in short: one kind where they are all alike.
 */
export function kindsInShort(kinds: readonly ExpertKindSetting[]): ExpertKindSettings {
  const [first] = kinds;
  return first !== undefined && kinds.every((kind) => sameKind(kind, first)) ? first : kinds;
}

/**
 * @param a - The kinds of a bank.
 * @param b - Those of another one.
 * @returns Whether their experts are of the same kinds, one by one.
 */
export function sameKinds(a: KindsOfBank, b: KindsOfBank): boolean {
  const others = kindList(b);
  return a.experts === b.experts && kindList(a).every((kind, j) => sameKind(kind, others[j]));
}

function sameKind(a: ExpertKindSetting, b: ExpertKindSetting | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isList(kinds: ExpertKindSettings): kinds is readonly ExpertKindSetting[] {
  return Array.isArray(kinds);
}
