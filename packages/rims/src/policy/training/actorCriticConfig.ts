import type { Environment } from '@causal-mechanisms/datasets';
import { parseConfig } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import type { CoreConfig } from '../../cores/coreOf.ts';
import { resolvePolicyConfig, widthsSchema } from '../model/policyConfig.ts';
import type { PolicyConfig } from '../model/policyConfig.ts';
import { checkEnvironment } from './environmentChecks.ts';

/**
 * The settings of a training run: plain JSON. Environments, optimiser, step size and the layers of actor and critic are by default those
 * of Goyal et al. (2021, appendix D.6); what the paper leaves open has the usual values of advantage actor-critic.
 */
export interface ActorCriticConfig {
  /** The part that goes through time. Default: recurrent independent mechanisms, 600 units in 6 modules, 4 of them active. */
  readonly core: CoreConfig;
  /** Widths of the layers that read the observation; the core reads the last. Default: [128]. */
  readonly encoder: readonly number[];
  /** Widths of the actor's hidden layers. Default: [128]. */
  readonly actor: readonly number[];
  /** Widths of the critic's hidden layers. Default: [128, 128]. */
  readonly critic: readonly number[];
  /** Environments side by side. Default: 48. */
  readonly environments: number;
  /** Steps of each between two updates; gradients go back no further. Default: 20. */
  readonly rolloutSteps: number;
  /** Updates; a finished run of constant step size may be prolonged by more. Default: 10 000. */
  readonly updates: number;
  /** `rmsprop`: the gradient over the root of its mean square; `adam`: its mean over that root. Default: rmsprop. */
  readonly optimiser: 'rmsprop' | 'adam';
  /** The optimiser's step size at the start. Default: 7e-4. */
  readonly learningRate: number;
  /** Its step size at the last update, reached along half a cosine. Default: that of the start. */
  readonly finalLearningRate: number;
  /** What a reward is worth one step later. Default: 0.99. */
  readonly discount: number;
  /** How much of the advantage of the next step counts: 0 trusts the critic, 1 the rewards. Default: 0.95. */
  readonly lambda: number;
  /** The weight of the entropy, which is rewarded. Default: 0.01. */
  readonly entropyWeight: number;
  /** The weight of the critic's squared error. Default: 0.5. */
  readonly valueWeight: number;
  /** The largest norm of the gradient; a longer one is shortened to it. Default: 0.5. */
  readonly clipNorm: number;
  /** The master seed: an integer in [0, 2^53). Default: 1. */
  readonly seed: number;
}

/** What a caller may give: any part of {@link ActorCriticConfig}. */
export type ActorCriticConfigInput = Partial<ActorCriticConfig>;

const count = (most: number) => z.int().check(z.minimum(1), z.maximum(most));
const share = () => z.number().check(z.minimum(0), z.maximum(1));
const weight = () => z.number().check(z.minimum(0), z.maximum(1000));

const schema = z.strictObject({
  core: z._default(z.looseObject({ kind: z.string() }), { kind: 'rims' }),
  encoder: z._default(widthsSchema.check(z.minLength(1)), [128]),
  actor: z._default(widthsSchema, [128]),
  critic: z._default(widthsSchema, [128, 128]),
  environments: z._default(count(65_536), 48),
  rolloutSteps: z._default(count(65_536), 20),
  updates: z._default(count(100_000_000), 10_000),
  optimiser: z._default(z.enum(['rmsprop', 'adam']), 'rmsprop'),
  learningRate: z._default(z.number().check(z.positive(), z.maximum(1)), 7e-4),
  finalLearningRate: z.optional(z.number().check(z.positive(), z.maximum(1))),
  discount: z._default(share(), 0.99),
  lambda: z._default(share(), 0.95),
  entropyWeight: z._default(weight(), 0.01),
  valueWeight: z._default(weight(), 0.5),
  clipNorm: z._default(z.number().check(z.positive()), 0.5),
  seed: z._default(z.int().check(z.minimum(0)), 1),
});

/**
 * The zod schema of {@link ActorCriticConfig}, for configurations that contain it; {@link resolveActorCriticConfig} fills in what is open
 * in it.
 */
export const actorCriticConfigSchema: typeof schema = schema;

/**
 * Checks a configuration and fills in the defaults.
 *
 * @param input - Any part of {@link ActorCriticConfig}.
 * @param environment - What is to be acted in.
 * @returns The resolved configuration, with every setting of the core.
 * @throws ConfigError when a key is unknown or a value impossible; ArgumentError when the environment is none.
 *
 * @example
 * ```ts
 * import { fetchEnvironment } from '@causal-mechanisms/datasets';
 * import { resolveActorCriticConfig } from '@causal-mechanisms/rims';
 *
 * const config = resolveActorCriticConfig({ updates: 100 }, fetchEnvironment());
 * console.log(config.updates, config.environments); // 100 48
 * ```
 */
export function resolveActorCriticConfig(
  input: ActorCriticConfigInput,
  environment: Environment,
): ActorCriticConfig {
  const given = parseConfig('actor-critic training', actorCriticConfigSchema, input);
  checkEnvironment('resolveActorCriticConfig', environment);
  const config = {
    ...given,
    core: given.core as unknown as CoreConfig,
    finalLearningRate: given.finalLearningRate ?? given.learningRate,
  };
  const { core } = resolvePolicyConfig(policyConfigOf(config, environment));
  return { ...config, core };
}

/** The policy that a training configuration asks for. */
export function policyConfigOf(
  { core, encoder, actor, critic }: ActorCriticConfig,
  { observationWidth, actions }: Environment,
): PolicyConfig {
  return { core, observationWidth, actions, encoder, actor, critic };
}
