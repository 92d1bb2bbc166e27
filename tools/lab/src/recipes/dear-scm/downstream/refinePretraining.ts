import type * as z from 'zod';
import type { DownstreamSettings } from './downstreamSettings.ts';

/**
 * For `z.superRefine`: digits are images, and what was learned from them is of no use to vectors.
 *
 * @param config - The configuration.
 * @param check - Takes issues.
 */
export function refinePretraining(
  { models, settings, data }: Pick<DownstreamSettings, 'models' | 'settings' | 'data'>,
  check: z.RefinementCtx,
): void {
  if (data.view !== 'features') return;
  models.forEach((name, index) => {
    const own = Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (own?.kind !== 'classifier' || !own.pretrained) return;
    check.addIssue({
      code: 'custom',
      path: ['models', index],
      message: `"${name}" starts from a network that reads images; data.view must be a number of pixels`,
    });
  });
}
