import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import type { BenchRequest } from '../benchmark.ts';
import type { ChoiceOption, CountOption } from '../options.ts';

/** The sizes of the update that is timed, the same for all programs. */
export const SIZE_OPTIONS = {
  units: { means: 'units of either model, and width of the embedding', byDefault: 600, least: 1 },
  modules: { means: 'modules of the RIM', byDefault: 6, least: 1 },
  active: { means: 'modules that are active in a step', byDefault: 4, least: 1 },
  gap: { means: 'gap of the copying task; sequences have 20 steps more', byDefault: 50, least: 1 },
  batch: { means: 'sequences per update', byDefault: 64, least: 1 },
} as const satisfies Readonly<Record<string, CountOption>>;

/** Which of the programs to run. */
export const CHOICE_OPTIONS = {
  models: { means: 'models', known: ['rims', 'lstm'] },
  peers: { means: 'forms of the peer of the RIM', known: ['grouped', 'dense'] },
} as const satisfies Readonly<Record<string, ChoiceOption>>;

/** A model that is timed. */
export type ModelName = (typeof CHOICE_OPTIONS.models.known)[number];

/** A request for this benchmark. */
export type RimsRequest = BenchRequest<keyof typeof SIZE_OPTIONS, keyof typeof CHOICE_OPTIONS>;

/** The sizes, and how many updates to time. */
export type Sizes = RimsRequest['sizes'];

/**
 * Checks that units and modules fit.
 *
 * @param request - The request.
 * @throws ArgumentError when the units cannot be shared out evenly, or more modules are active than there are.
 */
export function checkRequest({
  sizes: { units, modules, active },
}: Pick<RimsRequest, 'sizes'>): void {
  if (units % modules !== 0) {
    throw new ArgumentError(`--units must be a multiple of --modules (${modules}), got ${units}`);
  }
  if (active > modules) {
    throw new ArgumentError(`--active must be at most --modules (${modules}), got ${active}`);
  }
}
