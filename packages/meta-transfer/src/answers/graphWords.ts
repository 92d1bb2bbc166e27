import type { GraphAnswer } from './graphAnswer.ts';

/** What every graph rests on. */
export const GRAPH_ASSUMPTION =
  'No variable that is not among the columns acts on two of them, no effect acts back on its causes, no row was chosen by ' +
  'its values, and an intervention on a variable replaces what makes it and leaves everything else as it is.';

/**
 * Puts a graph into words.
 *
 * @param answer - Names, edges and targets.
 * @param sets - What the sets under interventions are called. Default: `Intervention 1` and so on.
 * @returns A line per edge and one per intervention.
 */
export function graphInWords(
  { edges, targets, draws }: Pick<GraphAnswer, 'edges' | 'targets' | 'draws'>,
  sets?: readonly string[],
): string {
  const lines = edges.map(({ cause, effect, oriented, belief, directionBelief }) =>
    oriented
      ? `${cause} -> ${effect}: an edge in ${percent(belief)} of ${draws} draws, this way in ${percent(directionBelief)}.`
      : `${cause} - ${effect}: an edge in ${percent(belief)} of ${draws} draws; the data do not tell its direction.`,
  );
  if (lines.length === 0) lines.push('No variable depends on another one.');
  targets.forEach(({ variables, found, certainty }, index) => {
    if (!found) return;
    const what = variables.length === 0 ? 'nothing that can be seen' : variables.join(' and ');
    const set = sets?.[index] ?? `Intervention ${index + 1}`;
    lines.push(`${set} changed ${what} (certainty ${certainty.toFixed(2)}).`);
  });
  return lines.join('\n');
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
