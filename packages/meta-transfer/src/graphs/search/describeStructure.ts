import { adjacencyOf } from '@causal-mechanisms/datasets';
import { openEdges } from '../essentialEdges.ts';
import { orderOf } from '../parentLists.ts';
import type { InterventionTarget, StructureEdge, StructureResult } from '../structureResult.ts';
import { toggled } from '../tables/structureScore.ts';
import type { StructureScore } from '../tables/structureScore.ts';
import type { SearchState } from './structureSearch.ts';
import { structureWarnings } from './structureWarnings.ts';

/** A reversal that costs less than this is free: rounding, or an intervention that says nothing. */
const FREE = 1e-6;

/**
 * Says what was found: the graph with the support of its edges, the targets, and what to know of the data.
 *
 * @param score - The score, with its cache.
 * @param state - The state that was found.
 * @returns The result.
 */
export function describeStructure(score: StructureScore, state: SearchState): StructureResult {
  const { names } = score;
  const locals = state.parents.map((parents, variable) =>
    score.local(variable, parents, state.freed[variable] ?? []),
  );
  const targets = score.targets.map((_, batch) => targetOf(score, state, locals, batch));
  const open = new Set(
    openEdges(
      state.parents,
      targets.map(({ variables }) => variables),
    ).map(([cause, effect]) => cause * names.length + effect),
  );
  const edges = state.parents.flatMap((own, effect) =>
    own.map((cause): StructureEdge => {
      const isOpen = open.has(cause * names.length + effect);
      const reversalCost = isOpen ? 0 : costOfReversal(score, state, locals, cause, effect);
      return {
        cause,
        effect,
        support: lossWith(score, state, locals, effect, toggled(own, cause)),
        reversalCost,
        oriented: reversalCost > FREE,
      };
    }),
  );
  const total = locals.reduce((sum, local) => sum + local, 0);
  const found = targets.map(({ variables }) => variables);
  return {
    names,
    adjacency: adjacencyOf(state),
    score: total,
    equivalentSampleSize: score.equivalentSampleSize,
    edges,
    targets,
    warnings: structureWarnings({ names, edges, targets }),
    evaluated: score.evaluated,
    comparedWith: (truth, said = found) => total - score.scoreOf(truth, said),
  };
}

/** What the score loses with other parents of a variable. */
function lossWith(
  score: StructureScore,
  { freed }: SearchState,
  locals: readonly number[],
  variable: number,
  parents: readonly number[],
): number {
  return (locals[variable] ?? 0) - score.local(variable, parents, freed[variable] ?? []);
}

function costOfReversal(
  score: StructureScore,
  state: SearchState,
  locals: readonly number[],
  cause: number,
  effect: number,
): number {
  const without = toggled(state.parents[effect] ?? [], cause);
  const own = state.parents[cause] ?? [];
  const within = toggled(own, effect);
  const reversed = state.parents.map((parents, variable) =>
    variable === effect ? without : variable === cause ? within : parents,
  );
  if (orderOf(reversed).length < reversed.length) return Infinity;
  const freed = state.freed[cause] ?? [];
  const fits = score.parentToggles(cause, own, freed)[effect] ?? -Infinity;
  const loss = (locals[cause] ?? 0) - fits + lossWith(score, state, locals, effect, without);
  // Where the search left a better reversal, it was within rounding.
  return Math.max(0, loss);
}

function targetOf(
  score: StructureScore,
  { parents, freed }: SearchState,
  locals: readonly number[],
  batch: number,
): InterventionTarget {
  const known = score.targets[batch] ?? null;
  if (known !== null) return { variables: [known], hidden: false, certainty: 1 };
  const variables: number[] = [];
  // The gain of each variable as the target, against the intervention not being on it.
  const gains = locals.map((local, variable) => {
    const own = freed[variable] ?? [];
    const change = score.local(variable, parents[variable] ?? [], toggled(own, batch)) - local;
    if (!own.includes(batch)) return change;
    variables.push(variable);
    return -change;
  });
  const [only] = variables;
  if (variables.length > 1) {
    const certainty = gains.reduce(
      (product, gain, i) => product / (1 + Math.exp(variables.includes(i) ? -gain : gain)),
      1,
    );
    return { variables, hidden: true, certainty };
  }
  const chosen = only === undefined ? 0 : (gains[only] ?? 0);
  const certainty =
    1 / (Math.exp(-chosen) + gains.reduce((sum, gain) => sum + Math.exp(gain - chosen), 0));
  return { variables, hidden: true, certainty };
}
