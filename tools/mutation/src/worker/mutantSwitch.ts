/** The global function that instrumented code asks whether a mutant is active. */
export const ASK = '__mutant';

/** Which mutant is active, and what was asked for. */
export interface MutantSwitch {
  /** Makes a mutant active, or none (0); from then on so many questions may be asked. */
  activate(id: number, limit?: number): void;
  /** From now on, notes which mutants are asked for. */
  record(asked: Set<number>): void;
  /** How many questions were asked since a mutant was made active or none. */
  questions(): number;
  /** Whether the active mutant was asked for. */
  wasAsked(): boolean;
}

/**
 * Puts the function that instrumented code asks in its place. Past the limit it throws: that ends loops which a mutant made
 * endless, at the same point however busy the machine is.
 *
 * @returns What turns it.
 */
export function createMutantSwitch(): MutantSwitch {
  let active = 0;
  let left = Infinity;
  let count = 0;
  let wasAsked = false;
  let asked = new Set<number>();
  const ask = (id: number): boolean => {
    asked.add(id);
    if (++count > left) throw new Error(`mutant ${active}: too many steps`);
    if (id !== active) return false;
    wasAsked = true;
    return true;
  };
  Object.assign(globalThis, { [ASK]: ask });
  return {
    activate(id, limit = Infinity) {
      active = id;
      left = limit;
      count = 0;
      wasAsked = false;
    },
    record(set) {
      asked = set;
    },
    questions: () => count,
    wasAsked: () => wasAsked,
  };
}
