import type { ChangedMechanism, DirectionAnswer } from '@causal-mechanisms/meta-transfer';
import type { Report } from '../../report/section.ts';
import { graphDrawing } from '../../report/figures/graphDrawing.ts';
import type { TableSets } from './tableSets.ts';

/**
 * @param answer - Which of two columns is the cause.
 * @param names - What they are called.
 * @param table - The file.
 * @param sets - Its environments.
 * @returns The page and the picture in it.
 */
export function directionReport(
  answer: DirectionAnswer,
  { a, b }: { readonly a: string; readonly b: string },
  table: string,
  sets: TableSets,
): { report: Report; picture: string } {
  const { direction, belief, interval, twoHypotheses, warnings } = answer;
  // Both ways where it is open: the drawing then has a line without an arrow.
  const forward = Number(direction === 'A->B' || direction === 'undecided');
  const backward = Number(direction === 'B->A' || direction === 'undecided');
  const picture = graphDrawing(
    [
      [0, forward],
      [backward, 0],
    ],
    {
      names: [a, b],
      beliefs: [
        [0, belief],
        [1 - belief, 0],
      ],
      direction: 'right',
    },
  );
  const changed: Readonly<Record<ChangedMechanism, string>> = {
    A: `what makes ${a}`,
    B: `what makes ${b}`,
    both: 'both',
    none: 'nothing',
    unclear: 'unclear',
  };
  const ways = { 'A->B': `${a} -> ${b}`, 'B->A': `${b} -> ${a}` };
  const rows = sets.others.map(({ environment, rows: count }, index) => [
    environment,
    String(count),
    changed[answer.changed[index] ?? 'unclear'],
    (answer.deltas[index] ?? NaN).toFixed(2),
    (twoHypotheses.deltas[index] ?? NaN).toFixed(2),
  ]);
  const report: Report = {
    kicker: `meta-transfer · ${table}`,
    title: `Is ${a} a cause of ${b}, or ${b} of ${a}?`,
    headline: answer.explanation,
    badges: [
      { text: `${sets.baseline.rows} rows before any change` },
      {
        text: `${sets.others.length} other environment${sets.others.length === 1 ? '' : 's'}`,
      },
    ],
    cards: [
      {
        value: direction === 'A->B' || direction === 'B->A' ? ways[direction] : direction,
        label: 'answer',
      },
      {
        value: belief.toFixed(2),
        label: `belief in ${a} -> ${b}`,
        note: `${interval.low.toFixed(2)} to ${interval.high.toFixed(2)} in ${Math.round(100 * interval.level)} % of ${interval.draws} draws`,
      },
      { value: answer.independence.toFixed(2), label: 'belief that they are independent' },
      {
        value: answer.dependence.mutualInformation.toFixed(3),
        label: 'mutual information before any change, nats',
        note: `p = ${answer.dependence.pValue.toFixed(3)}`,
      },
    ],
    sections: [
      {
        title: 'The graph',
        blocks: [
          {
            kind: 'figure',
            svg: picture,
            caption:
              'Beside the edge: the belief in its direction. A line without an arrow has no known direction.',
          },
        ],
      },
      {
        title: 'What the answer rests on',
        text: [answer.assumption, ...warnings].join(' Note: '),
        blocks: [],
      },
      {
        title: 'What changed in each environment',
        text: `Delta is log L(${a} -> ${b}) - log L(${b} -> ${a}) in nats. With two hypotheses, as in the paper, it tells which variable was changed, not which is the cause (there: ${ways[twoHypotheses.direction]}, belief ${twoHypotheses.belief.toFixed(2)}).`,
        blocks: [
          {
            kind: 'table',
            table: {
              header: ['environment', 'rows', 'what changed', 'Delta', 'Delta, two hypotheses'],
              rows,
            },
          },
        ],
      },
    ],
    documents: [
      { title: 'Categories that were compared', text: JSON.stringify(answer.labels, null, 2) },
    ],
  };
  return { report, picture };
}
