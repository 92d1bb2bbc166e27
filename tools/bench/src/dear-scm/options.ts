import { count, someOf } from '@causal-mechanisms/command-line';
import type { OptionValue } from '@causal-mechanisms/command-line';
import type { BenchRequest } from '../benchmark.ts';

/** The sizes that all programs share. */
export const SIZE_OPTIONS = {
  batch: count({ means: 'images per update', byDefault: 64, least: 1 }),
};

/** Images and networks of a preset. */
export interface PresetSizes {
  /** Pixels per side. */
  readonly image: number;
  /** Channels of the convolutions with the most pixels. */
  readonly width: number;
}

/** What is timed, by name. */
export const PRESET_SIZES = {
  small: { image: 32, width: 32 },
  medium: { image: 64, width: 32 },
} as const satisfies Readonly<Record<string, PresetSizes>>;

/** The name of a preset. */
export type PresetName = keyof typeof PRESET_SIZES;

/** Which iterations are timed. */
export const ITERATION_CHOICES = {
  presets: someOf(Object.keys(PRESET_SIZES) as PresetName[], 'sizes of images and networks'),
};

/** Which sizes are timed. */
export const SCALING_CHOICES = {
  batches: someOf(['16', '32', '64', '128'], 'images of 32x32 per update'),
  images: someOf(['32', '64', '96', '128'], 'pixels per side'),
};

/** A request to time iterations beside a peer, or on two backends. */
export type IterationsRequest = BenchRequest<
  keyof typeof SIZE_OPTIONS,
  keyof typeof ITERATION_CHOICES
>;

/** A request to time several sizes. */
export type ScalingRequest = BenchRequest<keyof typeof SIZE_OPTIONS, keyof typeof SCALING_CHOICES>;

/** The numbers of latents and of factors that all programs have, those of the pendulum. */
export const PENDULUM = { latents: 6, factors: 4 } as const;

/**
 * @param request - Which presets were asked for.
 * @returns Their names.
 */
export function presetsOf({
  choices,
}: Pick<IterationsRequest, 'choices'>): OptionValue<typeof ITERATION_CHOICES.presets> {
  return choices.presets as OptionValue<typeof ITERATION_CHOICES.presets>;
}
