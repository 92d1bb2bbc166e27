import { resolveAdaptiveExpertsConfig } from '../../../src/index.ts';
import type { AdaptiveSettings } from '../../../src/index.ts';
import type { BankLook } from '../../../src/training/adaptive/bankLook.ts';

/** Settings for rules: two looks in a row. */
export function settingsOf(part: Partial<AdaptiveSettings> = {}): AdaptiveSettings {
  const usual = { checkEvery: 1, patience: 2, settle: 100 };
  const { least = 1, most = 32 } = part;
  const experts = Math.min(Math.max(3, least), most);
  return resolveAdaptiveExpertsConfig({ experts, adaptive: { ...usual, ...part } }).adaptive;
}

/**
 * A look at experts with these shares, of whom none is near another, none does two things, and every image is served.
 *
 * @param shares - One for each expert.
 * @param part - What is different.
 */
export function lookOf(shares: readonly number[], part: Partial<BankLook> = {}): BankLook {
  return {
    shares,
    distances: shares.map((_, i) => shares.map((_, j) => (i === j ? 0 : 1))),
    modes: shares.map(() => ({ bimodality: 0, centres: undefined })),
    unserved: shares.map(() => 0),
    threshold: 0.5,
    ...part,
  };
}

/** A look's modes, where the experts named do two things. */
export function twofold(experts: number, which: readonly number[]): BankLook['modes'] {
  return Array.from({ length: experts }, (_, j) => ({
    bimodality: which.includes(j) ? 0.9 : 0.1,
    centres: [Float64Array.of(j, 0), Float64Array.of(j, 1)] as const,
  }));
}
