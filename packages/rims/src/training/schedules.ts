import { ConfigError, cosineRate } from '@causal-mechanisms/tensor-utils';
import type { CoreConfig } from '../cores/coreOf.ts';

/** How many modules are active in training: more at the start than in the end. */
export interface ActiveSchedule {
  /** At the first update: from the core's own number to all of its modules. */
  readonly from: number;
  /** After so many updates the core's own number is active; the number falls in a line until then. */
  readonly until: number;
}

/** What the step size of an update follows from. */
interface StepSizes {
  readonly learningRate: number;
  readonly finalLearningRate: number;
  readonly updates: number;
  readonly warmUp?: number | undefined;
}

/** What the number of active modules follows from. */
interface ActiveModules {
  readonly core: CoreConfig;
  readonly activeSchedule?: ActiveSchedule | undefined;
}

/**
 * The step size of an update: half a cosine, or constant, which a warm-up lets rise in a line at the start.
 *
 * @param config - Of the training.
 * @param done - Updates done before.
 * @returns The step size.
 */
export function stepSize(config: StepSizes, done: number): number {
  const { learningRate: first, finalLearningRate: last, updates: steps, warmUp = 0 } = config;
  const rate = cosineRate(done, { first, last, steps });
  return done < warmUp ? (rate * (done + 1)) / warmUp : rate;
}

/**
 * How many modules are active in an update.
 *
 * @param config - Of the training.
 * @param done - Updates done before.
 * @returns At least so many; undefined where the core's own number is.
 */
export function activeModulesAt(
  { activeSchedule, core }: ActiveModules,
  done: number,
): number | undefined {
  if (activeSchedule === undefined || done >= activeSchedule.until) return undefined;
  const { from, until } = activeSchedule;
  const [last = from] = competing(core)
    .map(({ activeModules }) => activeModules)
    .sort((a, b) => a - b);
  return Math.round(from + ((last - from) * done) / until);
}

/**
 * Checks that a schedule is one that the modules can follow.
 *
 * @param schedule - The schedule.
 * @param core - With every setting.
 * @throws ConfigError when no modules compete, or when it starts with more than there are or fewer than are active in the end.
 */
export function checkActiveSchedule({ from }: ActiveSchedule, core: CoreConfig): void {
  const parts = competing(core);
  if (parts.length === 0) {
    throw new ConfigError(
      'rims training: activeSchedule: the core has no modules that compete for the input',
      { data: { core: core.kind } },
    );
  }
  const [fewest, most] = [
    Math.min(...parts.map(({ activeModules }) => activeModules)),
    Math.max(...parts.map(({ modules }) => modules)),
  ];
  if (from >= fewest && from <= most) return;
  throw new ConfigError(
    `rims training: activeSchedule.from: must be from ${fewest}, active in the end, to ${most}, all modules, got ${from}`,
    { data: { from, fewest, most } },
  );
}

/** Numbers of modules of the parts of a core that compete for the input. */
function competing(
  core: CoreConfig,
): readonly { readonly modules: number; readonly activeModules: number }[] {
  if (core.kind === 'stack') return core.layers.flatMap(competing);
  if (core.kind === 'bidirectional') return competing(core.core);
  if (core.kind !== 'rims' || core.inputAttention === false) return [];
  const { modules = 0, activeModules = 0 } = core;
  return [{ modules, activeModules }];
}
