import { someOf } from '@causal-mechanisms/command-line';
import type { OptionValue } from '@causal-mechanisms/command-line';
import type { BenchRequest } from '../benchmark.ts';
import type { SIZE_OPTIONS } from '../rims/options.ts';

/** The form that the others are compared with. */
export const REFERENCE = 'plain';

/** Which forms are timed. */
export const CHOICE_OPTIONS = {
  forms: someOf(['fast', 'batched', REFERENCE], 'forms of the modules'),
};

/** A form that can be timed. */
export type FormName = OptionValue<typeof CHOICE_OPTIONS.forms>[number];

/** What the user wants of this benchmark. */
export type FormsRequest = BenchRequest<keyof typeof SIZE_OPTIONS, keyof typeof CHOICE_OPTIONS>;
