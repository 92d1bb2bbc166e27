import type { Panel } from '../../panel/panel.ts';
import type { SetFactors } from './scene.ts';

/** What the reader of the panel has chosen. */
export interface CausesState {
  /** Which scene. */
  readonly scene: number;
  /** Factors that are set, in their units. */
  readonly set: SetFactors;
}

const START: CausesState = { scene: 4, set: { light: 60 } };

/** What an image would be, had a cause been another. */
export const causes: Panel<CausesState> = {
  id: 'causes',
  title: 'Causes and effects',
  seen: 'A pendulum hangs in the light of a lamp and throws a shadow; set one of the four, and see the picture as it would have been. Under do() effects follow their causes and causes stay, as in the true picture beside it; a traversal moves one number and holds all others, which no scene does.',
  docs: 'dear-scm.md',

  readState(given) {
    const scene = Number(given.get('scene') ?? START.scene);
    const set = given.get('set');
    return {
      scene: Number.isSafeInteger(scene) && scene >= 0 ? scene : START.scene,
      set: set === null ? START.set : readSet(set),
    };
  },

  writeState({ scene, set }) {
    const text = writeSet(set);
    return {
      ...(scene === START.scene ? {} : { scene: String(scene) }),
      ...(text === writeSet(START.set) ? {} : { set: text }),
    };
  },
};

/**
 * Reads factors that are set from the address of the page.
 *
 * @param text - Such as `light:60,pendulum:12.5`.
 * @returns The factors; what is no number is left out.
 */
export function readSet(text: string): SetFactors {
  return Object.fromEntries(
    text.split(',').flatMap((part) => {
      const at = part.lastIndexOf(':');
      const [name, given] = [part.slice(0, at), part.slice(at + 1)];
      const value = given === '' ? NaN : Number(given);
      if (at < 1 || !Number.isFinite(value)) return [];
      return [[decoded(name), value] as const];
    }),
  );
}

/**
 * @param set - Factors that are set.
 * @returns What {@link readSet} reads.
 */
export function writeSet(set: SetFactors): string {
  return Object.entries(set)
    .map(([name, value]) => `${encodeURIComponent(name)}:${value}`)
    .join(',');
}

/**
 * @param set - Factors that are set.
 * @param names - Those of a model.
 * @returns The ones that it has; the same object where it has all of them.
 */
export function knownOf(set: SetFactors, names: readonly string[]): SetFactors {
  const known = Object.entries(set).filter(([name]) => names.includes(name));
  return known.length === Object.keys(set).length ? set : Object.fromEntries(known);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
