import { createSampler, proceduralDigits, resizeImages } from '@causal-mechanisms/datasets';
import { createMixture, invertContrast, shift } from '@causal-mechanisms/transforms';
import type { ExpertsConfigInput, ExpertsData } from '../../src/index.ts';

/**
 * @param size - How many digits of 16x16 pixels to draw.
 * @returns The digits, and both sides of a competition of which the changed one is shifted or inverted.
 */
export function shiftedDigits(size: number) {
  const digits = resizeImages(proceduralDigits({ size }), {
    height: 16,
    width: 16,
    method: 'area',
  });
  const mixture = createMixture([shift({ dx: 3 }), invertContrast()]);
  const data = {
    transformed: createSampler(digits, {
      transform: (images, stream) => mixture.apply(images, stream).images,
    }),
    canonical: createSampler(digits),
  } satisfies ExpertsData;
  return { digits, mixture, data };
}

/** A competition of milliseconds. */
export const tinyCompetition = {
  experts: 2,
  filters: 3,
  discriminatorFilters: [3, 3, 4],
  discriminatorUnits: 8,
  batchSize: 4,
  iterations: 6,
  identityInitialisation: false,
} as const satisfies ExpertsConfigInput;
