import { GraphDrawing } from '../../parts/graphDrawing.tsx';
import { graphLayout } from '../../parts/graphLayout.ts';
import { Notice } from '../../parts/notice.tsx';
import { BeliefBar } from './beliefBar.tsx';
import { drawnColumns } from './drawnColumns.ts';
import type { ShownSet, TableAnswer } from './tableAnswer.ts';
import { twoHypothesesInWords } from './twoHypothesesWords.ts';

/** What a table shows, and what no table can show. */
export function TableWords({
  answer,
  truth,
}: {
  readonly answer: TableAnswer;
  readonly truth: string | undefined;
}) {
  if (answer.kind === 'nothing') return <Notice>{answer.said}</Notice>;
  const { assumption, explanation } = answer.answer;
  const lines = explanation.split('\n');
  return (
    <div class="answer" role="status" data-kind={answer.kind} data-found={foundOf(answer)}>
      {answer.kind === 'direction' ? (
        <BeliefBar
          names={answer.names}
          belief={answer.answer.belief}
          low={answer.answer.interval.low}
          high={answer.answer.interval.high}
        />
      ) : (
        <TableGraph answer={answer} />
      )}
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {answer.kind === 'direction' && <p>{twoHypothesesInWords(answer.answer, answer.names)}</p>}
      {truth !== undefined && (
        <p>
          <b>True of this example:</b> {truth}
        </p>
      )}
      <Sets sets={answer.sets} />
      <p>
        <b>What no table can show:</b> {assumption} Where this is not so, the answer can be wrong,
        and the rows do not tell.
      </p>
      {answer.warnings.length > 0 && (
        <ul class="hint">
          {answer.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function foundOf(answer: Exclude<TableAnswer, { kind: 'nothing' }>): string {
  if (answer.kind === 'direction') return answer.answer.direction;
  return answer.answer.edges
    .map(({ cause, effect, oriented }) => `${cause}${oriented ? '->' : '-'}${effect}`)
    .join(' ');
}

function TableGraph({ answer }: { readonly answer: Extract<TableAnswer, { kind: 'graph' }> }) {
  const { edges, draws } = answer.answer;
  const { names, adjacency, left } = drawnColumns(answer.answer.names, answer.adjacency, edges);
  if (names.length === 0) return null;
  const percent = (belief: number) => `${Math.round(100 * belief)} %`;
  return (
    <figure class="drawing">
      <GraphDrawing
        label={`The graph of ${names.length} columns: ${edges.map(({ cause, effect, oriented }) => `${cause} ${oriented ? 'to' : 'and'} ${effect}`).join(', ')}`}
        names={names}
        places={graphLayout(adjacency)}
        edges={edges.map(({ cause, effect, oriented, belief }) => ({
          from: names.indexOf(cause),
          to: names.indexOf(effect),
          strength: belief,
          isDirected: oriented,
          kind: oriented ? 'usual' : 'other',
          label: percent(belief),
        }))}
      />
      <figcaption>
        Beside each edge the share of {draws} searches in half of the rows that have it. A dashed
        line without an arrow has no direction that the rows tell.
        {left > 0 && ` ${left} more columns have no edge and are not drawn.`}
      </figcaption>
    </figure>
  );
}

function Sets({ sets }: { readonly sets: readonly ShownSet[] }) {
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label="Environments">
      <table>
        <thead>
          <tr>
            <th scope="col">environment</th>
            <th scope="col">rows</th>
            <th scope="col">what changed there</th>
          </tr>
        </thead>
        <tbody>
          {sets.map(({ environment, rows, changed = 'the usual one' }) => (
            <tr key={environment}>
              <th scope="row">{environment}</th>
              <td>{rows}</td>
              <td>{changed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
