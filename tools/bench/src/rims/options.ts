import { count, someOf, UsageError } from '@causal-mechanisms/command-line';
import type { OptionValue } from '@causal-mechanisms/command-line';
import type { BenchRequest } from '../benchmark.ts';

/** The sizes of what is timed, the same for all programs. */
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

/** Which updates are timed, and beside which peers. */
export const UPDATE_CHOICES = {
  models: someOf(['rims', 'lstm'], 'models'),
  peers: someOf(['grouped', 'dense'], 'forms of the peer of the RIM'),
};

/** The form that the others are compared with. */
export const REFERENCE = 'plain';

/** Which forms are timed. */
export const FORM_CHOICES = {
  forms: someOf(['fast', 'batched', REFERENCE], 'forms of the modules'),
};

/** A model that is timed. */
export type ModelName = OptionValue<typeof UPDATE_CHOICES.models>[number];

/** A form that is timed. */
export type FormName = OptionValue<typeof FORM_CHOICES.forms>[number];

/** A request to time updates. */
export type UpdatesRequest = BenchRequest<keyof typeof SIZE_OPTIONS, keyof typeof UPDATE_CHOICES>;

/** A request to time forms. */
export type FormsRequest = BenchRequest<keyof typeof SIZE_OPTIONS, keyof typeof FORM_CHOICES>;

/** The sizes, and how many updates or passes to time. */
export type Sizes = UpdatesRequest['sizes'];

/**
 * Checks that units and modules fit.
 *
 * @param request - The request.
 * @throws UsageError when the units cannot be shared out evenly, or more modules are active than there are.
 */
export function checkRequest({
  sizes: { units, modules, active },
}: Pick<UpdatesRequest, 'sizes'>): void {
  if (units % modules !== 0) {
    throw new UsageError(`--units must be a multiple of --modules (${modules}), got ${units}`);
  }
  if (active > modules) {
    throw new UsageError(`--active must be at most --modules (${modules}), got ${active}`);
  }
}
