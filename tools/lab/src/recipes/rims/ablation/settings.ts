import * as z from 'zod';
import { refineModels } from '../../../study/studySettings.ts';
import { COPYING_SETTINGS } from '../copying/settings.ts';
import { rims } from '../modelSettings.ts';
import { SEQUENCE_SETTINGS } from '../sequenceSettings.ts';

/** How many modules are active in the sweeps of the paper's table. */
const ACTIVE = {
  both9: [2, 3, 4, 5, 6, 7, 8, 9],
  both16: [4, 8, 12, 14],
  attention4: [2, 3],
  attention5: [2, 3, 4],
  attention6: [2, 3, 4, 5],
} as const;

/**
 * @param d - Units of a module.
 * @returns The models of the paper's table; where it holds the units of all modules fixed, as many units as six modules have.
 */
export function ablationTable(d: number) {
  const both = (modules: number, active: readonly number[]) =>
    active.map((k) => [`both-${modules}-${k}`, rims(modules * d, modules, k)] as const);
  const attentionOnly = (modules: number, units: number, active: readonly number[]) =>
    active.map(
      (k) =>
        [
          `attention-only-${modules}-${k}`,
          // As near to that as modules of one size come.
          rims(modules * Math.floor(units / modules), modules, k, { communication: false }),
        ] as const,
    );
  const communicationOnly = (modules: number, units: number) =>
    [
      `communication-only-${modules}`,
      rims(units, modules, modules, { inputAttention: false }),
    ] as const;
  return Object.fromEntries([
    ...both(6, [2, 3, 4, 5, 6]),
    ...attentionOnly(4, 6 * d, ACTIVE.attention4),
    ...attentionOnly(5, 6 * d, ACTIVE.attention5),
    ...attentionOnly(6, 6 * d, ACTIVE.attention6),
    communicationOnly(6, 6 * d),
    communicationOnly(5, 5 * d),
    ...both(9, ACTIVE.both9),
    ...both(16, ACTIVE.both16),
    ['one-head-6-4', rims(6 * d, 6, 4, { communicationHeads: 1 })] as const,
  ]);
}

const PAPER_TABLE = ablationTable(100);

/** The configuration of `rims/ablation`. */
export const ablationSchema = z
  .strictObject({
    ...COPYING_SETTINGS,
    models: z._default(SEQUENCE_SETTINGS.models, Object.keys(PAPER_TABLE)),
    settings: z._default(SEQUENCE_SETTINGS.settings, PAPER_TABLE as never),
    updates: z._default(SEQUENCE_SETTINGS.updates, 20_000),
  })
  .superRefine(refineModels);
