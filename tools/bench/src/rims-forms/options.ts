import type { BenchRequest } from '../benchmark.ts';
import type { ChoiceOption } from '../options.ts';
import type { SIZE_OPTIONS } from '../rims/options.ts';

/** The form that the others are compared with. */
export const REFERENCE = 'plain';

/** Which forms are timed. */
export const CHOICE_OPTIONS = {
  forms: { means: 'forms of the modules', known: ['fast', 'batched', REFERENCE] },
} as const satisfies Readonly<Record<string, ChoiceOption>>;

/** A form that can be timed. */
export type FormName = (typeof CHOICE_OPTIONS.forms.known)[number];

/** What the user wants of this benchmark. */
export type FormsRequest = BenchRequest<keyof typeof SIZE_OPTIONS, keyof typeof CHOICE_OPTIONS>;
