import { ConfigError, parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { elementsOf, resolveCoreConfig } from '../../cores/coreOf.ts';
import type { CoreConfig } from '../../cores/coreOf.ts';

/** What a policy is made of: plain JSON. */
export interface PolicyConfig {
  /** The part that goes through time: any kind that goes on step by step from a state of one size, so no Transformer and no bidirectional core. */
  readonly core: CoreConfig;
  /** Numbers per observation. */
  readonly observationWidth: number;
  /** How many actions there are. */
  readonly actions: number;
  /** The widths of the layers between observation and core, at least one; each is linear and then max(0, x). The core reads the last. */
  readonly encoder: readonly number[];
  /** The widths of the hidden layers between core and actions; none: one linear layer. */
  readonly actor: readonly number[];
  /** The widths of the hidden layers between core and value; none: one linear layer. */
  readonly critic: readonly number[];
}

const size = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

/** Widths of layers. */
export const widthsSchema = z.array(size(65_536)).check(z.maxLength(16));

const schema = z.strictObject({
  core: z.looseObject({ kind: z.string() }),
  observationWidth: size(16_777_216),
  actions: size(65_536),
  encoder: widthsSchema.check(z.minLength(1)),
  actor: widthsSchema,
  critic: widthsSchema,
});

/**
 * Checks the parts of a policy, and fills in the defaults of its core.
 *
 * @param input - The parts.
 * @returns The same with every setting of the core.
 * @throws ConfigError when something is unknown or impossible.
 */
export function resolvePolicyConfig(input: PolicyConfig): PolicyConfig {
  const config = parseConfig('policy', schema, input);
  const core = resolveCoreConfig(config.core as unknown as CoreConfig, config.encoder.at(-1) ?? 1);
  checkStepwise(core);
  const elements = elementsOf(core);
  if (elements !== 1) {
    throw new ConfigError(`policy: the core must read 1 element per step, got ${elements}`, {
      data: { expected: 1, actual: elements },
    });
  }
  return { ...config, core };
}

/** A policy reads one observation at a time, and some of its rows start anew. */
function checkStepwise(core: CoreConfig): void {
  if (core.kind === 'transformer' || core.kind === 'bidirectional') {
    const why =
      core.kind === 'transformer'
        ? 'a Transformer keeps all that it has read'
        : 'a bidirectional core needs the whole sequence';
    throw new ConfigError(
      `policy: the core must go on step by step from a state of one size, ${why}`,
      { data: { core } },
    );
  }
  if (core.kind === 'stack') core.layers.forEach(checkStepwise);
}
