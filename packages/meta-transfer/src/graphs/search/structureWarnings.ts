import type { StructureResult } from '../structureResult.ts';

/**
 * Says what to know of the data behind a graph.
 *
 * @param found - The graph and the targets.
 * @param sets - What the sets under interventions are called. Default: `interventions[0]` and so on.
 * @returns Sentences; none where nothing is amiss.
 */
export function structureWarnings(
  { names, edges, targets }: Pick<StructureResult, 'names' | 'edges' | 'targets'>,
  sets?: readonly string[],
): string[] {
  const touched = new Set(targets.flatMap(({ variables }) => variables));
  const never = names.filter((_, variable) => !touched.has(variable));
  const open = edges.filter(({ oriented }) => !oriented);
  const unseen = targets.flatMap(({ variables }, batch) =>
    variables.length === 0 ? [sets?.[batch] ?? `interventions[${batch}]`] : [],
  );
  return [
    ...(never.length === 0
      ? []
      : [`No intervention is on ${never.join(', ')}: edges there may have no told direction.`]),
    ...(open.length === 0
      ? []
      : [
          `The samples do not tell the direction of ${open
            .map(({ cause, effect }) => `${names[cause] ?? ''} -> ${names[effect] ?? ''}`)
            .join(', ')}.`,
        ]),
    ...(unseen.length === 0
      ? []
      : [`No effect is seen of ${unseen.join(', ')}: no variable changes enough.`]),
  ];
}
