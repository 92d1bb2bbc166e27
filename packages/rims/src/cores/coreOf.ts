import {
  checkOptions,
  ConfigError,
  nearestName,
  parseConfig,
} from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { bidirectionalCore } from './composed/bidirectionalCore.ts';
import { stackedCore } from './composed/stackedCore.ts';
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

/** Layers of cores, each of which reads what the one below says. */
export interface StackConfig {
  /** The kind. */
  readonly kind: 'stack';
  /** The layers, the lowest first: 1 to 64. */
  readonly layers: readonly CoreConfig[];
  /** Share of what a layer gives to the next that is dropped in training. Default: 0. */
  readonly dropout?: number;
}

/** A core in both directions. */
export interface BidirectionalConfig {
  /** The kind. */
  readonly kind: 'bidirectional';
  /** What both directions compute, with parameters of their own. */
  readonly core: CoreConfig;
}

/** Which core, and its settings. */
export type CoreConfig =
  | StackConfig
  | BidirectionalConfig
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
  stack: composed(makeStack),
  bidirectional: composed(makeBidirectional),
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
  return { kind: config.kind, ...withoutKeys(settings, 'inputWidth') } as CoreConfig;
}

/** What all kinds can do, of settings whose type the kind implies. */
interface CoreKind {
  resolve(input: AnySettings): AnySettings;
  make(input: AnySettings): SequenceCore;
}

interface AnySettings {
  readonly inputWidth: number;
}

const anyCore = z.looseObject({ kind: z.string() });
const anyWidth = z.int().check(z.minimum(1), z.maximum(1_048_576));
const stackSchema = z.strictObject({
  inputWidth: anyWidth,
  layers: z.array(anyCore).check(z.minLength(1), z.maxLength(64)),
  dropout: z._default(z.number().check(z.minimum(0), z.lt(1)), 0),
});
const bidirectionalSchema = z.strictObject({ inputWidth: anyWidth, core: anyCore });

/** A kind that is made of other cores: making it fills in their settings. */
function composed(make: (input: AnySettings) => SequenceCore): CoreKind {
  return { make, resolve: (input) => make(input).config as unknown as AnySettings };
}

function makeStack(input: AnySettings): SequenceCore {
  const { inputWidth, layers, dropout } = parseConfig('stack config', stackSchema, input);
  const cores: SequenceCore[] = [];
  for (const layer of layers as unknown as readonly CoreConfig[]) {
    const below = cores.at(-1);
    // What is below is shared out to the elements.
    const elements = elementsOf(layer);
    cores.push(coreOf(layer, below === undefined ? inputWidth : shared(below, elements)));
  }
  return stackedCore(cores, { dropout });
}

/**
 * @param config - Of a core; what is wrong with it is told where the core is made.
 * @returns How many elements it reads per step: as many as what is lowest in it.
 */
export function elementsOf(config: CoreConfig | null | undefined): number {
  if (config?.kind === 'stack') {
    return elementsOf((config.layers as readonly CoreConfig[] | undefined)?.[0]);
  }
  if (config?.kind === 'bidirectional') return elementsOf(config.core);
  return (config as { readonly elements?: number } | undefined)?.elements ?? 1;
}

function shared({ outputWidth }: SequenceCore, elements: number): number {
  if (outputWidth % elements === 0) return outputWidth / elements;
  throw new ConfigError(
    `stack config: ${outputWidth} numbers of the layer below cannot be shared out to ${elements} elements`,
    { data: { outputWidth, elements } },
  );
}

function makeBidirectional(input: AnySettings): SequenceCore {
  const { inputWidth, core } = parseConfig('bidirectional config', bidirectionalSchema, input);
  return bidirectionalCore(coreOf(core as unknown as CoreConfig, inputWidth));
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
