import type { InterventionalData } from '@causal-mechanisms/datasets';
import type { Adjacency } from '@causal-mechanisms/metrics';
import {
  ArgumentError,
  checkArray,
  checkCount,
  checkNumber,
  checkOptions,
} from '@causal-mechanisms/tensor-utils';
import { parentLists } from '../parentLists.ts';
import { checkStructureData } from '../structureData.ts';
import { CountTables } from './countTables.ts';
import type { CountTable } from './countTables.ts';
import { dirichletScore } from './dirichletScore.ts';
import { pooledRows } from './pooledRows.ts';
import type { PooledRows } from './pooledRows.ts';

/** How graphs are scored. */
export interface StructureScoreOptions {
  /** How many samples the prior of a conditional table is worth, above 0. Default: 1. */
  readonly equivalentSampleSize?: number;
  /** What an edge costs, in nats, at least 0; also what it costs to call a hidden target. Default: ln of the number of variables. */
  readonly edgePenalty?: number;
  /** The most parents that a variable may have in a search, at least 0. Default: 4. */
  readonly maximumParents?: number;
}

/** What is known of a variable with one set of parents and one set of interventions on it. */
interface LocalEntry {
  readonly score: number;
  parents?: Float64Array;
  batches?: Float64Array;
}

/**
 * The score of graphs on samples, and a cache of its terms.
 *
 * The score of a graph is a sum over variables: the log marginal likelihood of the variable given its parents (BDeu) on all rows but
 * those of interventions on it, minus a penalty per edge. An intervention with a hidden target is scored as if it
 * had none, unless `targets` says which variables it changes: those are then scored by a table of their own, without
 * parents and with a prior of one sample, and each costs the penalty.
 *
 * @example
 * ```ts
 * import { StructureScore } from '@causal-mechanisms/meta-transfer';
 *
 * const rain = Uint8Array.from([0, 0, 0, 0, 1, 1, 1, 1]);
 * const observational = { names: ['rain', 'wet'], categories: [2, 2], rows: 8, columns: [rain, rain] };
 * const score = new StructureScore({ observational, interventions: [] });
 * const gain = score.scoreOf([[0, 1], [0, 0]]) - score.scoreOf([[0, 0], [0, 0]]);
 * console.log(gain.toFixed(3)); // 4.039
 * ```
 */
export class StructureScore {
  /** The names of the variables. */
  readonly names: readonly string[];
  /** The target of each intervention, null where it is hidden. */
  readonly targets: readonly (number | null)[];
  /** How many samples the prior of a conditional table is worth. */
  readonly equivalentSampleSize: number;
  /** What an edge costs, in nats. */
  readonly edgePenalty: number;
  /** The most parents that a variable may have in a search. */
  readonly maximumParents: number;
  readonly #pool: PooledRows;
  readonly #tables: CountTables;
  readonly #dirichlet: (table: CountTable) => number;
  readonly #freeDirichlet = dirichletScore(1);
  readonly #cache: Map<string, LocalEntry>[];
  /** The score of each variable in each intervention by a table of its own. */
  readonly #free = new Map<number, number>();
  readonly #work: { tables: number };

  /**
   * @param data - The samples; read once, here. Or a score, whose rows are then shared.
   * @param options - How graphs are scored.
   * @throws ArgumentError, ShapeError or ValuesError when the data or options are impossible.
   */
  constructor(data: InterventionalData | StructureScore, options: StructureScoreOptions = {}) {
    const shared = data instanceof StructureScore;
    if (!shared) checkStructureData('StructureScore', data, false);
    this.names = shared ? data.names : data.observational.names;
    this.targets = shared ? data.targets : data.interventions.map(({ target }) => target);
    const {
      equivalentSampleSize = 1,
      edgePenalty = Math.log(this.names.length),
      maximumParents = 4,
    } = checkOptions('StructureScore', options);
    checkNumber('StructureScore', 'equivalentSampleSize', equivalentSampleSize, { above: 0 });
    checkNumber('StructureScore', 'edgePenalty', edgePenalty, { least: 0 });
    checkCount('StructureScore', 'maximumParents', maximumParents, { least: 0 });
    this.equivalentSampleSize = equivalentSampleSize;
    this.edgePenalty = edgePenalty;
    this.maximumParents = maximumParents;
    this.#pool = shared ? data.#pool : pooledRows(data);
    this.#tables = shared ? data.#tables : new CountTables(this.#pool);
    this.#work = shared ? data.#work : { tables: 0 };
    this.#dirichlet = dirichletScore(equivalentSampleSize);
    this.#cache = this.names.map(() => new Map<string, LocalEntry>());
  }

  /** How many tables were counted so far, also by scores that share the rows. */
  get evaluated(): number {
    return this.#work.tables;
  }

  /**
   * @param variable - A variable.
   * @returns The interventions that are known to be on it, in ascending order.
   */
  knownFreed(variable: number): number[] {
    const most = this.names.length - 1;
    checkCount('StructureScore.knownFreed', 'variable', variable, { least: 0, most });
    return this.targets.flatMap((target, batch) => (target === variable ? [batch] : []));
  }

  /**
   * The term of one variable.
   *
   * @param variable - The variable.
   * @param parents - Its parents, in ascending order.
   * @param freed - The interventions on it, in ascending order. Default: those that are known.
   * @returns Its score in nats, with the penalties of its edges and of hidden targets.
   * @throws ArgumentError when the table has more than 2^24 cells.
   */
  local(
    variable: number,
    parents: readonly number[],
    freed: readonly number[] = this.knownFreed(variable),
  ): number {
    this.#check('local', variable, parents, freed);
    return this.#entry(variable, parents, freed).score;
  }

  /**
   * The score of a graph.
   *
   * @param graph - `graph[cause][effect]` is not 0 where there is an edge; acyclic.
   * @param targets - The variable that each intervention changed, or several, or null for none; where the data say it, that counts.
   *   Default: what the data say.
   * @returns The score in nats.
   * @throws ShapeError or ValuesError when it is no acyclic graph of these variables; ArgumentError when there are more or fewer targets than
   *   interventions, or a table has more than 2^24 cells.
   */
  scoreOf(
    graph: Adjacency,
    targets: readonly (number | readonly number[] | null)[] = this.targets,
  ): number {
    const parents = parentLists('StructureScore.scoreOf', 'graph', graph, this.names.length);
    checkArray<number | readonly number[] | null>(
      'StructureScore.scoreOf',
      'targets',
      targets,
    ).forEach((said, i) => {
      const on: readonly number[] = said === null ? [] : typeof said === 'number' ? [said] : said;
      this.#checkMembers('scoreOf', `targets[${i}]`, on, this.names.length);
    });
    checkCount('StructureScore.scoreOf', 'the number of targets', targets.length, {
      least: this.targets.length,
      most: this.targets.length,
    });
    return parents.reduce((sum, own, variable) => {
      const freed = this.targets.flatMap((known, batch) => {
        const said = known ?? targets[batch] ?? null;
        const on = Array.isArray(said) ? said.includes(variable) : said === variable;
        return on ? [batch] : [];
      });
      return sum + this.local(variable, own, freed);
    }, 0);
  }

  /**
   * The scores of a variable with each other variable added to its parents, or taken away where it is one.
   *
   * @param variable - The variable.
   * @param parents - Its parents, in ascending order.
   * @param freed - The interventions on it, in ascending order.
   * @returns One score per variable, -Infinity where there would be too many parents or cells; not to be changed.
   * @internal
   */
  parentToggles(
    variable: number,
    parents: readonly number[],
    freed: readonly number[],
  ): Float64Array {
    this.#check('parentToggles', variable, parents, freed);
    const entry = this.#entry(variable, parents, freed);
    if (entry.parents) return entry.parents;
    const scores = new Float64Array(this.names.length).fill(-Infinity);
    for (const parent of parents) {
      scores[parent] = this.local(
        variable,
        parents.filter((other) => other !== parent),
        freed,
      );
    }
    if (parents.length < this.maximumParents) {
      const cache = this.#cache[variable];
      let ready = false;
      for (let added = 0; added < scores.length; added++) {
        if (added === variable || parents.includes(added)) continue;
        const larger = withMember(parents, added);
        const key = keyOf(larger, freed);
        let found = cache?.get(key);
        if (!found) {
          if (!ready) this.#begin(variable, parents, freed);
          ready = true;
          if (!this.#tables.fits(added)) continue;
          const counted = this.#tables.countWith(added);
          found = { score: this.#scoreOf(counted, variable, larger, freed) };
          cache?.set(key, found);
        }
        scores[added] = found.score;
      }
    }
    entry.parents = scores;
    return scores;
  }

  /**
   * The scores of a variable with each intervention added to those on it, or taken away where it is one.
   *
   * @param variable - The variable.
   * @param parents - Its parents, in ascending order.
   * @param freed - The interventions on it, in ascending order.
   * @returns One score per intervention, -Infinity where the target is known; not to be changed.
   * @internal
   */
  batchToggles(
    variable: number,
    parents: readonly number[],
    freed: readonly number[],
  ): Float64Array {
    this.#check('batchToggles', variable, parents, freed);
    const entry = this.#entry(variable, parents, freed);
    entry.batches ??= Float64Array.from(this.targets, (target, batch) =>
      target === null ? this.local(variable, parents, toggled(freed, batch)) : -Infinity,
    );
    return entry.batches;
  }

  /** A few comparisons: searches ask thousands of times. */
  #check(
    method: string,
    variable: number,
    parents: readonly number[],
    freed: readonly number[],
  ): void {
    const most = this.names.length - 1;
    checkCount(`StructureScore.${method}`, 'variable', variable, { least: 0, most });
    this.#checkMembers(method, 'parents', parents, this.names.length);
    this.#checkMembers(method, 'freed', freed, this.targets.length);
    if (!parents.includes(variable)) return;
    throw new ArgumentError(
      `StructureScore.${method}: parents must not hold the variable itself, ${variable}`,
      { data: { variable, parents } },
    );
  }

  #checkMembers(method: string, name: string, members: readonly number[], count: number): void {
    const owner = `StructureScore.${method}`;
    for (const member of checkArray(owner, name, members)) {
      checkCount(owner, name, member, { least: 0, most: count - 1 });
    }
    if (members.every((member, i) => members.indexOf(member) === i)) return;
    throw new ArgumentError(
      `${owner}: ${name} must not hold one twice, got ${members.join(', ')}`,
      {
        data: { name, members },
      },
    );
  }

  #entry(variable: number, parents: readonly number[], freed: readonly number[]): LocalEntry {
    const cache = this.#cache[variable];
    const key = keyOf(parents, freed);
    let entry = cache?.get(key);
    if (!entry) {
      this.#begin(variable, parents, freed);
      entry = { score: this.#scoreOf(this.#tables.count(), variable, parents, freed) };
      cache?.set(key, entry);
    }
    return entry;
  }

  #begin(variable: number, parents: readonly number[], freed: readonly number[]): void {
    this.#tables.begin(
      variable,
      freed.map((batch) => batch + 1),
    );
    for (const parent of parents) this.#tables.push(parent);
  }

  #scoreOf(
    table: CountTable,
    variable: number,
    parents: readonly number[],
    freed: readonly number[],
  ): number {
    this.#work.tables += 1;
    let score = this.#dirichlet(table) - this.edgePenalty * parents.length;
    for (const batch of freed) {
      if (this.targets[batch] === null)
        score += this.#freeScore(variable, batch) - this.edgePenalty;
    }
    return score;
  }

  #freeScore(variable: number, batch: number): number {
    const key = batch * this.names.length + variable;
    const found = this.#free.get(key);
    if (found !== undefined) return found;
    const { columns, weights, categories: all, starts } = this.#pool;
    const categories = all[variable] ?? 1;
    const counts = new Int32Array(categories);
    const column = columns[variable] ?? new Uint8Array(0);
    for (let row = starts[batch + 1] ?? 0; row < (starts[batch + 2] ?? 0); row++) {
      const category = column[row] ?? 0;
      counts[category] = (counts[category] ?? 0) + (weights[row] ?? 0);
    }
    const score = this.#freeDirichlet({ counts, listed: 1, configurations: 1, categories });
    this.#free.set(key, score);
    return score;
  }
}

/**
 * @param members - An ascending list.
 * @param member - What is added or, where it is there, taken away.
 * @returns The changed list, ascending.
 */
export function toggled(members: readonly number[], member: number): number[] {
  return members.includes(member)
    ? members.filter((other) => other !== member)
    : withMember(members, member);
}

function withMember(members: readonly number[], member: number): number[] {
  const place = members.findIndex((other) => other > member);
  return place < 0 ? [...members, member] : members.toSpliced(place, 0, member);
}

function keyOf(parents: readonly number[], freed: readonly number[]): string {
  return `${parents.join()}|${freed.join()}`;
}
