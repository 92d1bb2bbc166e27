import type { RunState, SavedPart } from '@causal-mechanisms/tensor-utils';

/** The saved parts of a state by name. */
export type SavedState = Readonly<Record<string, SavedPart>>;

/** What an expert of the next bank is made of. */
export interface ExpertOrigin {
  /** Its place in the bank before. */
  readonly from: number;
  /**
   * The saved parameters and running statistics that it starts with in the place of those; its optimiser starts anew then. Default:
   * it stays as it is.
   */
  readonly start?: { readonly parameters: SavedPart; readonly statistics: SavedPart };
}

/** Records with an entry for each expert, in the order of the bank. */
const RECORDS = new Set(['wins', 'recentShares']);

/** The parts of an expert: `expert3`, `expert3.adam`, `average.expert3` and so on. */
const EXPERT = /^(average\.)?expert(\d+)(\.[a-z]+)?$/;

/**
 * Gives the state of a competition other experts.
 *
 * @param before - The state with the present ones.
 * @param origins - What each of the next ones is made of.
 * @param blank - The state of a competition of as many experts at its start: whatever has another size in it starts anew, and so do the
 *   records of each expert's wins unless all experts are the same at the same places.
 * @returns The state with the next ones; arrays are shared with the arguments.
 */
export function restructured(
  before: SavedState,
  origins: readonly ExpertOrigin[],
  blank: SavedState,
): SavedState {
  const isOtherBank = origins.some(
    ({ from, start }, place) => from !== place || start !== undefined,
  );
  const partOf = (name: string, start: SavedPart): SavedPart => {
    const [, average = '', expert, rest = ''] = EXPERT.exec(name) ?? [];
    const origin = expert === undefined ? undefined : origins[Number(expert)];
    if (origin?.start !== undefined) {
      if (rest === '') return origin.start.parameters;
      return rest === '.statistics' ? origin.start.statistics : start;
    }
    // As many experts as before need not be the same ones: an entry would count for another expert.
    if (RECORDS.has(name) && isOtherBank) return start;
    const own = before[origin === undefined ? name : `${average}expert${origin.from}${rest}`];
    return own !== undefined && hasSizesOf(start, own) ? own : start;
  };
  return Object.fromEntries(
    Object.entries(blank).map(([name, start]) => [name, partOf(name, start)] as const),
  );
}

/**
 * @param state - Of a learner.
 * @returns Its parts as they are now.
 */
export async function savedState(state: RunState): Promise<SavedState> {
  const saved: Record<string, SavedPart> = {};
  for (const [name, part] of Object.entries(state)) saved[name] = await part.save();
  return saved;
}

function hasSizesOf(one: SavedPart, other: SavedPart): boolean {
  const sizes = ({ arrays = {} }: SavedPart) =>
    Object.entries(arrays)
      .map(([name, { shape }]) => `${name} ${shape.join()}`)
      .sort()
      .join();
  return sizes(one) === sizes(other);
}
