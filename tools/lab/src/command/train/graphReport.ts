import type { GraphAnswer } from '@causal-mechanisms/meta-transfer';
import type { Report } from '../../report/section.ts';
import { graphDrawing } from '../../report/figures/graphDrawing.ts';
import type { TableSets } from './tableSets.ts';

/**
 * @param answer - Which columns are causes of which.
 * @param table - The file.
 * @param sets - Its environments.
 * @returns The page and the picture in it.
 */
export function graphReport(
  answer: GraphAnswer,
  table: string,
  sets: TableSets,
): { report: Report; picture: string } {
  const { names, edges, edgeBeliefs, targets, draws, warnings } = answer;
  const count = `${edges.length} edge${edges.length === 1 ? '' : 's'} among ${names.length} columns`;
  const open = edges.filter(({ oriented }) => !oriented).length;
  const picture = graphDrawing(answer.adjacency, {
    names,
    beliefs: edgeBeliefs,
    unoriented: edges
      .filter(({ oriented }) => !oriented)
      .map(({ cause, effect }) => [names.indexOf(cause), names.indexOf(effect)] as const),
  });
  const report: Report = {
    kicker: `meta-transfer · ${table}`,
    title: `Which of ${names.length} columns are causes of which?`,
    headline: `${count}${open === 0 ? '' : `, ${open} of them of unknown direction`}.`,
    badges: [
      { text: `${sets.baseline.rows} rows before any change` },
      { text: `${sets.others.length} other environment${sets.others.length === 1 ? '' : 's'}` },
    ],
    cards: [],
    sections: [
      {
        title: 'The graph',
        blocks: [
          {
            kind: 'figure',
            svg: picture,
            caption: `Beside each edge: the share of ${draws} searches in half of the rows that have it. A line without an arrow has no known direction.`,
          },
        ],
      },
      {
        title: 'What the answer rests on',
        text: [answer.assumption, ...warnings].join(' Note: '),
        blocks: [],
      },
      {
        title: 'Beliefs in edges',
        text: 'A row is a cause, a column its effect. An edge of unknown direction counts half each way.',
        blocks: [
          {
            kind: 'table',
            table: {
              header: ['cause', ...names],
              rows: edgeBeliefs.map((row, cause) => [
                names[cause] ?? '',
                ...Array.from(row, (value, effect) => (effect === cause ? '' : value.toFixed(2))),
              ]),
            },
          },
        ],
      },
      {
        title: 'What changed in each environment',
        blocks: [
          {
            kind: 'table',
            table: {
              header: ['environment', 'rows', 'what makes this changed', 'certainty'],
              rows: sets.others.map(({ environment, rows }, index) => {
                const target = targets[index];
                const found = target?.variables.join(', ') ?? '';
                return [
                  environment,
                  String(rows),
                  found === '' ? 'nothing that can be seen' : found,
                  target?.found === true ? target.certainty.toFixed(2) : 'told',
                ];
              }),
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
