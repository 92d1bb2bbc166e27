import { ConfigError, nearestName } from '@causal-mechanisms/tensor-utils';
import { dncCore } from './dnc/dncCore.ts';
import type { DncConfigInput } from './dnc/dncConfig.ts';
import { entnetCore } from './entnet/entnetCore.ts';
import type { EntnetConfigInput } from './entnet/entnetConfig.ts';
import { ntmCore } from './ntm/ntmCore.ts';
import type { NtmConfigInput } from './ntm/ntmConfig.ts';
import { rmcCore } from './rmc/rmcCore.ts';
import type { RmcConfigInput } from './rmc/rmcConfig.ts';
import { transformerCore } from './transformer/transformerCore.ts';
import type { TransformerConfigInput } from './transformer/transformerConfig.ts';
import { lstmCore } from './lstm/lstmCore.ts';
import type { LstmConfigInput } from './lstm/lstmConfig.ts';
import { rimsCore } from './rims/rimsCore.ts';
import type { RimsConfigInput } from './rims/rimsConfig.ts';
import type { SequenceCore } from './sequenceCore.ts';
import { withoutKeys } from '../withoutKeys.ts';

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

/** The kinds of core. */
export const CORE_KINDS = ['rims', 'lstm', 'ntm', 'rmc', 'entnet', 'dnc', 'transformer'] as const;

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
  switch (config.kind) {
    case 'rims':
      return rimsCore(settings(config, inputWidth));
    case 'lstm':
      return lstmCore(settings(config, inputWidth));
    case 'ntm':
      return ntmCore(settings(config, inputWidth));
    case 'rmc':
      return rmcCore(settings(config, inputWidth));
    case 'entnet':
      return entnetCore(settings(config, inputWidth));
    case 'dnc':
      return dncCore(settings(config, inputWidth));
    case 'transformer':
      return transformerCore(settings(config, inputWidth));
    default:
      throw unknownKind((config as { readonly kind?: unknown }).kind);
  }
}

function settings<Config extends CoreConfig>(
  config: Config,
  inputWidth: number,
): Omit<Config, 'kind'> & { readonly inputWidth: number } {
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
