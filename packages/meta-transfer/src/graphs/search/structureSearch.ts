import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { StructureScore } from '../tables/structureScore.ts';
import { toggled } from '../tables/structureScore.ts';

/** A graph, and which interventions are on which variable. */
export interface SearchState {
  /** The parents of each variable, ascending. */
  readonly parents: readonly (readonly number[])[];
  /** The interventions on each variable, ascending, known ones among them. */
  readonly freed: readonly (readonly number[])[];
}

/** What a climb needs. */
export interface ClimbOptions {
  /** Which moves there are: edges, targets of interventions, or both. */
  readonly moves: 'edges' | 'targets' | 'both';
  /** The width of the noise that breaks ties, in nats. */
  readonly noise: number;
  /** Draws the noise. */
  readonly stream: RandomStream;
  /** Called between pieces of work of some milliseconds; throws when the search should stop. */
  readonly pause: () => Promise<void>;
}

/** Gains below this are rounding. */
const LEAST_GAIN = 1e-9;
/** Moves away from a top without reaching a higher one, before a climb ends. */
const AWAY = 15;
/** For so many moves away, an edge that was changed stays as it is. */
const HELD = 10;

/** A change of at most two variables' parents or interventions. */
type Move =
  | { readonly kind: 'toggle' | 'reverse'; readonly cause: number; readonly effect: number }
  | { readonly kind: 'free'; readonly batch: number; readonly variable: number }
  | { readonly kind: 'hand'; readonly batch: number; readonly from: number; readonly to: number };

/**
 * Climbs from a state to one that no short walk betters: adds, deletes and reverses edges, frees and binds variables in interventions, and
 * hands an intervention from one variable to another, always the move that gains most. At a top it walks on over the edges that lose
 * least, without undoing what it has just done: where two causes of one effect should be a chain, the reversals on the way
 * there gain nothing by themselves.
 *
 * @param score - The score, with its cache.
 * @param start - Where to start.
 * @param options - Moves, noise and pauses.
 * @returns The state and its score.
 */
export async function climb(
  score: StructureScore,
  start: SearchState,
  options: ClimbOptions,
): Promise<{ state: SearchState; total: number }> {
  const search = new Climb(score, start, options);
  for (let variable = 0; variable < start.parents.length; variable++) {
    search.refresh(variable);
    await options.pause();
  }
  let top: { state: SearchState; total: number } | undefined;
  for (let away = 0; away < AWAY;) {
    const move = search.best(top !== undefined);
    if (move === undefined) {
      if (top !== undefined) break;
      top = search.found();
      continue;
    }
    if (top !== undefined) away += 1;
    for (const variable of search.apply(move)) {
      search.refresh(variable);
      await options.pause();
    }
    if (top === undefined || search.total() <= top.total + LEAST_GAIN) continue;
    top = search.found();
    away = 0;
  }
  return top ?? search.found();
}

class Climb {
  readonly parents: (readonly number[])[];
  readonly freed: (readonly number[])[];
  readonly #score: StructureScore;
  readonly #options: ClimbOptions;
  readonly #current: Float64Array;
  readonly #edgeScores: Float64Array[] = [];
  readonly #batchScores: Float64Array[] = [];
  readonly #seen: Uint8Array;
  /** The move at which a pair of variables was last changed. */
  readonly #changed: Int32Array;
  #moves = 0;

  constructor(score: StructureScore, start: SearchState, options: ClimbOptions) {
    this.#score = score;
    this.#options = options;
    this.parents = [...start.parents];
    this.freed = [...start.freed];
    this.#current = new Float64Array(start.parents.length);
    this.#seen = new Uint8Array(start.parents.length);
    this.#changed = new Int32Array(start.parents.length ** 2).fill(-HELD);
  }

  /** Looks up what the moves of a variable would give. */
  refresh(variable: number): void {
    const parents = this.parents[variable] ?? [];
    const freed = this.freed[variable] ?? [];
    this.#current[variable] = this.#score.local(variable, parents, freed);
    const { moves } = this.#options;
    if (moves !== 'targets') {
      this.#edgeScores[variable] = this.#score.parentToggles(variable, parents, freed);
    }
    if (moves !== 'edges') {
      this.#batchScores[variable] = this.#score.batchToggles(variable, parents, freed);
    }
  }

  total(): number {
    return this.#current.reduce((sum, score) => sum + score, 0);
  }

  /** @returns Where the search is. */
  found(): { state: SearchState; total: number } {
    return {
      state: { parents: [...this.parents], freed: [...this.freed] },
      total: this.total(),
    };
  }

  /**
   * @param away - Whether edges may lose, and those that were just changed are held.
   * @returns The move that gains most or loses least, or undefined where there is none.
   */
  best(away: boolean): Move | undefined {
    const { moves, noise, stream } = this.#options;
    let most = -Infinity;
    let chosen: Move | undefined;
    // Whether a move is legal is asked last, and only of moves that beat all before: few are asked.
    const least = away ? -Infinity : LEAST_GAIN;
    const consider = (gain: number, move: Move): void => {
      const noisy = gain + noise * stream.uniform();
      if (noisy <= most || !this.#legal(move)) return;
      most = noisy;
      chosen = move;
    };
    const variables = this.parents.length;
    for (let effect = 0; moves !== 'targets' && effect < variables; effect++) {
      const parents = this.parents[effect] ?? [];
      for (let cause = 0; cause < variables; cause++) {
        if (cause === effect || (away && this.#isHeld(cause, effect))) continue;
        const gain = this.#edgeGain(cause, effect);
        if (gain > least) consider(gain, { kind: 'toggle', cause, effect });
        if (!parents.includes(cause)) continue;
        const both = gain + this.#edgeGain(effect, cause);
        if (both > least) consider(both, { kind: 'reverse', cause, effect });
      }
    }
    for (let variable = 0; moves !== 'edges' && variable < variables; variable++) {
      const count = this.#score.targets.length;
      for (let batch = 0; batch < count; batch++) {
        const gain = this.#batchGain(batch, variable);
        if (gain > LEAST_GAIN) consider(gain, { kind: 'free', batch, variable });
        // Known targets stay where they are: their toggles score -Infinity.
        if (gain === -Infinity || !this.freed[variable]?.includes(batch)) continue;
        for (let to = 0; to < variables; to++) {
          if (this.freed[to]?.includes(batch)) continue;
          const both = gain + this.#batchGain(batch, to);
          if (both > LEAST_GAIN) consider(both, { kind: 'hand', batch, from: variable, to });
        }
      }
    }
    return chosen;
  }

  /** @returns The variables that the move changed. */
  apply(move: Move): number[] {
    const { parents, freed } = this;
    this.#moves += 1;
    if ('cause' in move) this.#changed[this.#pair(move.cause, move.effect)] = this.#moves;
    const toggleIn = (lists: (readonly number[])[], at: number, member: number): void => {
      lists[at] = toggled(lists[at] ?? [], member);
    };
    switch (move.kind) {
      case 'toggle':
        toggleIn(parents, move.effect, move.cause);
        return [move.effect];
      case 'reverse':
        toggleIn(parents, move.effect, move.cause);
        toggleIn(parents, move.cause, move.effect);
        return [move.effect, move.cause];
      case 'free':
        toggleIn(freed, move.variable, move.batch);
        return [move.variable];
      case 'hand':
        toggleIn(freed, move.from, move.batch);
        toggleIn(freed, move.to, move.batch);
        return [move.from, move.to];
    }
  }

  #pair(a: number, b: number): number {
    return Math.min(a, b) * this.parents.length + Math.max(a, b);
  }

  #isHeld(cause: number, effect: number): boolean {
    return this.#moves - (this.#changed[this.#pair(cause, effect)] ?? 0) < HELD;
  }

  #edgeGain(cause: number, effect: number): number {
    return (this.#edgeScores[effect]?.[cause] ?? -Infinity) - (this.#current[effect] ?? 0);
  }

  #batchGain(batch: number, variable: number): number {
    return (this.#batchScores[variable]?.[batch] ?? -Infinity) - (this.#current[variable] ?? 0);
  }

  #legal(move: Move): boolean {
    if (move.kind === 'toggle') {
      const { cause, effect } = move;
      return this.parents[effect]?.includes(cause) === true || !this.#leadsTo(effect, cause, -1);
    }
    return move.kind !== 'reverse' || !this.#leadsTo(move.cause, move.effect, move.cause);
  }

  /** Whether a path leads from one variable to another; one parent of the other is not looked at. */
  #leadsTo(from: number, to: number, except: number): boolean {
    const seen = this.#seen.fill(0);
    const stack = (this.parents[to] ?? []).filter((parent) => parent !== except);
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next === from) return true;
      if (seen[next] === 1) continue;
      seen[next] = 1;
      for (const parent of this.parents[next] ?? []) stack.push(parent);
    }
    return false;
  }
}
