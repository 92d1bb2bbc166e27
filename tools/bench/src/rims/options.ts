import { count, someOf, UsageError } from '@causal-mechanisms/command-line';
import type { OptionValue } from '@causal-mechanisms/command-line';
import type { BenchRequest } from '../benchmark.ts';

/** The sizes of the update that is timed, the same for all programs. */
export const SIZE_OPTIONS = {
  units: count({
    means: 'units of either model, and width of the embedding',
    byDefault: 600,
    least: 1,
  }),
  modules: count({ means: 'modules of the RIM', byDefault: 6, least: 1 }),
  active: count({ means: 'modules that are active in a step', byDefault: 4, least: 1 }),
  gap: count({
    means: 'gap of the copying task; sequences have 20 steps more',
    byDefault: 50,
    least: 1,
  }),
  batch: count({ means: 'sequences per update', byDefault: 64, least: 1 }),
};

/** Which of the programs to run. */
export const CHOICE_OPTIONS = {
  models: someOf(['rims', 'lstm'], 'models'),
  peers: someOf(['grouped', 'dense'], 'forms of the peer of the RIM'),
};

/** A model that is timed. */
export type ModelName = OptionValue<typeof CHOICE_OPTIONS.models>[number];

/** A request for this benchmark. */
export type RimsRequest = BenchRequest<keyof typeof SIZE_OPTIONS, keyof typeof CHOICE_OPTIONS>;

/** The sizes, and how many updates to time. */
export type Sizes = RimsRequest['sizes'];

/**
 * Checks that units and modules fit.
 *
 * @param request - The request.
 * @throws UsageError when the units cannot be shared out evenly, or more modules are active than there are.
 */
export function checkRequest({
  sizes: { units, modules, active },
}: Pick<RimsRequest, 'sizes'>): void {
  if (units % modules !== 0) {
    throw new UsageError(`--units must be a multiple of --modules (${modules}), got ${units}`);
  }
  if (active > modules) {
    throw new UsageError(`--active must be at most --modules (${modules}), got ${active}`);
  }
}
