import type { ModuleActivity } from '@causal-mechanisms/rims';

/** Tokens of one sequence and which modules were active while it was read, short enough to be kept as JSON. */
export type KeptActivity = {
  readonly tokens: readonly number[];
  /** One text per module, of one letter per step: 1 where it was active, else 0. */
  readonly active: readonly string[];
};

/**
 * @param activity - Of a sequence of tokens.
 * @returns The same with a text per module.
 */
export function keepActivity({ tokens = [], active }: ModuleActivity): KeptActivity {
  return { tokens, active: active.map((module) => module.join('')) };
}

/**
 * @param kept - What {@link keepActivity} gave, read back.
 * @returns The same with a number per module and step.
 */
export function readActivity({ tokens, active }: KeptActivity): Required<ModuleActivity> {
  return { tokens, active: active.map((text) => Array.from(text, Number)) };
}
