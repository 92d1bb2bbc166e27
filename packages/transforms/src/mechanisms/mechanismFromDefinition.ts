import { ArgumentError, checkOptions, nearestName } from '@causal-mechanisms/tensor-utils';
import type { JsonObject, JsonValue } from '@causal-mechanisms/tensor-utils';
import { addGaussianNoise } from './photometric/addGaussianNoise.ts';
import { blur } from './photometric/blur.ts';
import { compose } from './compose.ts';
import { flip } from './geometric/flip.ts';
import type { FlipOptions } from './geometric/flip.ts';
import { gamma } from './photometric/gamma.ts';
import { identity } from './identity.ts';
import { invertContrast } from './photometric/invertContrast.ts';
import type { Mechanism } from './mechanism.ts';
import { occlude } from './photometric/occlude.ts';
import { checkNumber } from './checkNumber.ts';
import { rotate } from './geometric/rotate.ts';
import { saltAndPepper } from './photometric/saltAndPepper.ts';
import { scale } from './geometric/scale.ts';
import { shear } from './geometric/shear.ts';
import { shift } from './geometric/shift.ts';

/** How to make the mechanisms of one kind. */
interface Kind {
  /** The parameters it knows. */
  readonly keys: readonly string[];
  /** Makes one from parameters of which no key is unknown. */
  readonly make: (definition: JsonObject) => Mechanism;
}

const kinds = new Map<string, Kind>([
  ['identity', { keys: [], make: () => identity() }],
  ['shift', numeric(['dx', 'dy'], shift)],
  ['invertContrast', { keys: [], make: () => invertContrast() }],
  ['addGaussianNoise', numeric(['deviation'], addGaussianNoise)],
  ['rotate', numeric(['degrees'], ({ degrees = NaN }) => rotate({ degrees }))],
  ['scale', numeric(['factor'], ({ factor = NaN }) => scale({ factor }))],
  ['shear', numeric(['x', 'y'], shear)],
  ['blur', numeric(['sigma'], ({ sigma = NaN }) => blur({ sigma }))],
  [
    'occlude',
    numeric(['height', 'width', 'top', 'left', 'value'], ({ height = NaN, width = NaN, ...rest }) =>
      occlude({ height, width, ...rest }),
    ),
  ],
  // The factory refuses any other axis.
  ['flip', { keys: ['axis'], make: ({ axis }) => flip({ axis: axis as FlipOptions['axis'] }) }],
  ['gamma', numeric(['exponent'], ({ exponent = NaN }) => gamma({ exponent }))],
  [
    'saltAndPepper',
    numeric(['probability'], ({ probability = NaN }) => saltAndPepper({ probability })),
  ],
  ['compose', { keys: ['mechanisms'], make: ({ mechanisms }) => composed(mechanisms) }],
]);

/**
 * Makes a mechanism again from the `definition` of one that this package made.
 *
 * @param definition - The name of the factory under `kind`, and its parameters; plain JSON.
 * @returns The mechanism.
 * @throws ArgumentError when the kind or a parameter is unknown, missing or impossible.
 *
 * @example
 * ```ts
 * import { mechanismFromDefinition } from '@causal-mechanisms/transforms';
 *
 * const up = mechanismFromDefinition(JSON.parse('{ "kind": "shift", "dx": 0, "dy": -4 }'));
 * console.log(up.name); // shift up 4
 * ```
 */
export function mechanismFromDefinition(definition: JsonObject): Mechanism {
  checkOptions('mechanismFromDefinition', definition, 'definition');
  const { kind, ...parameters } = definition;
  const found = typeof kind === 'string' ? kinds.get(kind) : undefined;
  const name = typeof kind === 'string' ? kind : JSON.stringify(kind ?? null);
  if (found === undefined) {
    const known = [...kinds.keys()];
    throw new ArgumentError(
      `mechanismFromDefinition: unknown kind ${name}${suggestion(name, known)}`,
      { data: { kind, known } },
    );
  }
  for (const key of Object.keys(parameters)) {
    if (found.keys.includes(key)) continue;
    throw new ArgumentError(
      `mechanismFromDefinition: ${name} has no parameter "${key}"${suggestion(key, found.keys)}`,
      { data: { kind, key, known: found.keys } },
    );
  }
  return found.make(parameters);
}

function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? ` (known: ${known.join(', ')})` : `, did you mean "${nearest}"?`;
}

/** A kind whose parameters are all numbers; those that are missing stay missing. */
function numeric<Key extends string>(
  keys: readonly Key[],
  make: (parameters: { [K in Key]?: number }) => Mechanism,
): Kind {
  return {
    keys,
    make: (definition) => {
      const parameters: { [K in Key]?: number } = {};
      for (const key of keys) {
        const value = definition[key];
        if (value !== undefined) {
          parameters[key] = checkNumber('mechanismFromDefinition', key, value);
        }
      }
      return make(parameters);
    },
  };
}

function composed(mechanisms: JsonValue | undefined): Mechanism {
  const isObject = (part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part);
  if (!Array.isArray(mechanisms) || !mechanisms.every(isObject)) {
    throw new ArgumentError(
      'mechanismFromDefinition: compose needs a list of definitions under "mechanisms"',
      { data: { mechanisms } },
    );
  }
  return compose((mechanisms as JsonObject[]).map((part) => mechanismFromDefinition(part)));
}
