/**
 * The edges of a graph whose direction no samples can tell: graphs with these reversed, all together or some of them, have the
 * same score.
 *
 * An edge is told by a collider (two causes of one effect without an edge between them), by an intervention on one of its ends alone,
 * or because its reversal would close a cycle or make a new collider (Meek's rules, 1995).
 *
 * @param parents - The parents of each variable of an acyclic graph.
 * @param interventions - The variables on which each intervention is.
 * @returns The edges that stay open, as `[cause, effect]`.
 */
export function openEdges(
  parents: readonly (readonly number[])[],
  interventions: readonly (readonly number[])[],
): [number, number][] {
  const variables = parents.length;
  const edges = parents.flatMap((own, effect) =>
    own.map((cause): [number, number] => [cause, effect]),
  );
  const adjacent = new Set(edges.flatMap(([a, b]) => [a * variables + b, b * variables + a]));
  const touches = (a: number, b: number): boolean => adjacent.has(a * variables + b);
  const told = new Set<number>();
  const isTold = (a: number, b: number): boolean => told.has(a * variables + b);
  for (const [cause, effect] of edges) {
    const collides = parents[effect]?.some((other) => other !== cause && !touches(other, cause));
    const separated = interventions.some((on) => on.includes(cause) !== on.includes(effect));
    if (collides === true || separated) told.add(cause * variables + effect);
  }
  const all = Array.from({ length: variables }, (_, variable) => variable);
  for (let before = -1; before < told.size;) {
    before = told.size;
    for (const [a, b] of edges) {
      if (isTold(a, b)) continue;
      const open = (c: number): boolean => touches(a, c) && !isTold(a, c) && !isTold(c, a);
      // c -> a - b with c and b apart; or a -> c -> b beside a - b; or two of a - c -> b with the c apart.
      // A fourth rule is for knowledge from elsewhere: interventions never need it (Hauser and Buhlmann, 2012).
      const follows =
        all.some((c) => isTold(c, a) && !touches(c, b)) ||
        all.some((c) => isTold(a, c) && isTold(c, b)) ||
        all.some((c) => {
          if (!open(c) || !isTold(c, b)) return false;
          return all.some((d) => d !== c && open(d) && isTold(d, b) && !touches(c, d));
        });
      if (follows) told.add(a * variables + b);
    }
  }
  return edges.filter(([cause, effect]) => !isTold(cause, effect));
}
