import { checkOptions, ConfigError, nearestName } from '@causal-mechanisms/tensor-utils';
import { dncCore } from './dnc/dncCore.ts';
import { resolveDncConfig } from './dnc/dncConfig.ts';
import type { DncConfigInput } from './dnc/dncConfig.ts';
import { entnetCore } from './entnet/entnetCore.ts';
import { resolveEntnetConfig } from './entnet/entnetConfig.ts';
import type { EntnetConfigInput } from './entnet/entnetConfig.ts';
import { ntmCore } from './ntm/ntmCore.ts';
import { resolveNtmConfig } from './ntm/ntmConfig.ts';
import type { NtmConfigInput } from './ntm/ntmConfig.ts';
import { rmcCore } from './rmc/rmcCore.ts';
import { resolveRmcConfig } from './rmc/rmcConfig.ts';
import type { RmcConfigInput } from './rmc/rmcConfig.ts';
import { transformerCore } from './transformer/transformerCore.ts';
import { resolveTransformerConfig } from './transformer/transformerConfig.ts';
import type { TransformerConfigInput } from './transformer/transformerConfig.ts';
import { lstmCore } from './lstm/lstmCore.ts';
import { resolveLstmConfig } from './lstm/lstmConfig.ts';
import type { LstmConfigInput } from './lstm/lstmConfig.ts';
import { rimsCore } from './rims/rimsCore.ts';
import { resolveRimsConfig } from './rims/rimsConfig.ts';
import type { RimsConfigInput } from './rims/rimsConfig.ts';
import type { SequenceCore } from './sequenceCore.ts';
import { withoutKeys } from './shared/withoutKeys.ts';

/** A kind of core, and its settings without the width of the input, which the model tells. */
export type CoreSettings<Kind extends string, Input> = Omit<Input, 'inputWidth'> & {
  /** The kind. */
  readonly kind: Kind;
};

/** Which core, and its settings. */
export type CoreConfig =
  | CoreSettings<'rims', RimsConfigInput>
  | CoreSettings<'lstm', LstmConfigInput>
  | CoreSettings<'ntm', NtmConfigInput>
  | CoreSettings<'rmc', RmcConfigInput>
  | CoreSettings<'entnet', EntnetConfigInput>
  | CoreSettings<'dnc', DncConfigInput>
  | CoreSettings<'transformer', TransformerConfigInput>;

/** How each kind fills in its settings, and how it makes its core of them. */
const KINDS = {
  rims: { resolve: resolveRimsConfig, make: rimsCore },
  lstm: { resolve: resolveLstmConfig, make: lstmCore },
  ntm: { resolve: resolveNtmConfig, make: ntmCore },
  rmc: { resolve: resolveRmcConfig, make: rmcCore },
  entnet: { resolve: resolveEntnetConfig, make: entnetCore },
  dnc: { resolve: resolveDncConfig, make: dncCore },
  transformer: { resolve: resolveTransformerConfig, make: transformerCore },
} as const;

/** The kinds of core. */
export const CORE_KINDS = Object.keys(KINDS) as readonly CoreConfig['kind'][];

/**
 * Makes the core that a configuration names.
 *
 * @param config - Its kind and settings.
 * @param inputWidth - The width of its input.
 * @returns The core.
 * @throws ConfigError when the kind is unknown, naming the nearest, or a setting impossible.
 *
 * @example
 * ```ts
 * import { coreOf } from '@causal-mechanisms/rims';
 *
 * console.log(coreOf({ kind: 'lstm', units: 16 }, 8).outputWidth); // 16
 * ```
 */
export function coreOf(config: CoreConfig, inputWidth: number): SequenceCore {
  return kindOf(config).make(settingsOf(config, inputWidth));
}

/**
 * Checks the settings of a core and fills in its defaults, without making it.
 *
 * @param config - Its kind and settings.
 * @param inputWidth - The width of its input.
 * @returns The same with every setting.
 * @throws ConfigError as {@link coreOf}.
 */
export function resolveCoreConfig(config: CoreConfig, inputWidth: number): CoreConfig {
  const settings = kindOf(config).resolve(settingsOf(config, inputWidth));
  return { kind: config.kind, ...withoutKeys(settings, 'inputWidth') };
}

/** What all kinds can do, of settings whose type the kind implies. */
interface CoreKind {
  resolve(input: AnySettings): AnySettings;
  make(input: AnySettings): SequenceCore;
}

interface AnySettings {
  readonly inputWidth: number;
}

function kindOf(config: CoreConfig): CoreKind {
  const { kind } = checkOptions('sequence core', config, 'config');
  if (!Object.hasOwn(KINDS, kind)) throw unknownKind(kind);
  return KINDS[kind];
}

function settingsOf(config: CoreConfig, inputWidth: number): AnySettings {
  return { ...withoutKeys(config, 'kind'), inputWidth };
}

function unknownKind(kind: unknown): ConfigError {
  const name = String(kind);
  const nearest = nearestName(name, CORE_KINDS);
  const hint =
    nearest === undefined ? `known: ${CORE_KINDS.join(', ')}` : `did you mean "${nearest}"?`;
  return new ConfigError(`sequence core: unknown kind "${name}" (${hint})`, {
    data: { kind, known: CORE_KINDS },
  });
}
