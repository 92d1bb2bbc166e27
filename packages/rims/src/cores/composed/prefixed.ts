import { ShapeError } from '@causal-mechanisms/tensor-utils';
import type { JsonObject, ParameterSpec } from '@causal-mechanisms/tensor-utils';
import type { CoreState, SequenceCore } from '../sequenceCore.ts';
import { withoutKeys } from '../shared/withoutKeys.ts';

/** The parameters of a part of a core, named after the part. */
export function prefixedSpecs(prefix: string, { layout }: SequenceCore): ParameterSpec[] {
  return layout.specs.map(({ name, shape }) => ({ name: `${prefix}/${name}`, shape }));
}

/** The parameters of modules of the parts, named after the parts; nothing where no part has modules. */
export function moduleGroupsOf(
  parts: readonly (readonly [prefix: string, core: SequenceCore])[],
): Pick<SequenceCore, 'moduleGroups'> {
  const moduleGroups = parts.flatMap(([prefix, core]) =>
    (core.moduleGroups ?? []).map(({ count, parameters }) => ({
      count,
      parameters: parameters.map((name) => `${prefix}/${name}`),
    })),
  );
  return moduleGroups.length === 0 ? {} : { moduleGroups };
}

/** The state of a part of a core, named after the part. */
export function prefixedState(prefix: string, state: CoreState): CoreState {
  return Object.fromEntries(
    Object.entries(state).map(([name, tensor]) => [`${prefix}/${name}`, tensor]),
  );
}

/**
 * Takes a state apart that {@link prefixedState} put together.
 *
 * @param owner - Opens the message.
 * @param state - The whole state.
 * @param prefixes - Of the parts.
 * @returns One state per part, empty where there is nothing of it.
 * @throws ShapeError for what belongs to no part.
 */
export function statesOf(
  owner: string,
  state: CoreState,
  prefixes: readonly string[],
): readonly CoreState[] {
  const unknown = Object.keys(state).filter(
    (name) => !prefixes.some((prefix) => name.startsWith(`${prefix}/`)),
  );
  if (unknown.length > 0) {
    throw new ShapeError(
      `${owner}: expected the states of ${prefixes.join(', ')}, got ${unknown.join(', ')}`,
      { data: { prefixes, unknown } },
    );
  }
  return prefixes.map((prefix) =>
    Object.fromEntries(
      Object.entries(state)
        .filter(([name]) => name.startsWith(`${prefix}/`))
        .map(([name, tensor]) => [name.slice(prefix.length + 1), tensor]),
    ),
  );
}

/** The configuration of a part: that of a core, whose input width follows from its place. */
export function partConfig({ kind, config }: SequenceCore): JsonObject {
  return { kind, ...withoutKeys(config, 'inputWidth') };
}
