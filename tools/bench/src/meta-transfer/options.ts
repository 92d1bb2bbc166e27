import { count, someOf } from '@causal-mechanisms/command-line';
import type { OptionValue } from '@causal-mechanisms/command-line';
import type { BenchRequest } from '../benchmark.ts';

/** The sizes of a meta-step. */
export const SIZE_OPTIONS = {
  tasks: count({ means: 'tasks per meta-step', byDefault: 25, least: 1 }),
  shots: count({
    means: 'support points per task, and as many query points',
    byDefault: 10,
    least: 1,
  }),
  steps: count({ means: 'inner steps', byDefault: 1, least: 1 }),
  units: count({ means: 'units of each of two hidden layers', byDefault: 40, least: 1 }),
};

/** Ways to the gradient: by hand-written passes or by nested tapes, of second or first order. */
export const FORM_CHOICES = {
  forms: someOf(['second', 'first', 'tapes-2nd', 'tapes-1st'], 'ways to the gradient'),
};

/** A way to the gradient. */
export type MamlForm = OptionValue<typeof FORM_CHOICES.forms>[number];

/** A request to time meta-steps. */
export type MamlRequest = BenchRequest<keyof typeof SIZE_OPTIONS, keyof typeof FORM_CHOICES>;

/** The sizes, and how many meta-steps to time. */
export type MamlSizes = MamlRequest['sizes'];
