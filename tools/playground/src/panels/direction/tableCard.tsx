import { useEffect, useState } from 'preact/hooks';
import { FilePick } from '../../parts/filePick.tsx';
import { Notice } from '../../parts/notice.tsx';
import { isAbort } from '../../worker/sessionClient.ts';
import type { SessionClient } from '../../worker/sessionClient.ts';
import { EXAMPLE_TABLES, exampleTable } from './exampleTables.ts';
import type { DirectionState } from './panel.ts';
import type { DirectionSession } from './session.ts';
import type { TableAnswer } from './tableAnswer.ts';
import { TableWords } from './tableWords.tsx';

interface TableCardProps {
  readonly state: Pick<DirectionState, 'table'>;
  readonly change: (part: Partial<DirectionState>) => void;
  readonly session: SessionClient<DirectionSession>;
}

/** What is asked: a table, and the column of its environments once it was chosen. */
interface Asked {
  readonly table: string | File;
  readonly environment?: string | null;
}

/** Answers for a table of the reader's own. */
export function TableCard({ state, change, session }: TableCardProps) {
  const [asked, ask] = useState<Asked | undefined>();
  const [answer, setAnswer] = useState<TableAnswer | undefined>();
  const [failure, setFailure] = useState<string | undefined>();
  const [abort, setAbort] = useState<AbortController | undefined>();

  // The address names an example; a file of one's own goes before it.
  useEffect(() => {
    if (state.table !== undefined) ask({ table: state.table });
  }, [state.table]);

  useEffect(() => {
    if (asked === undefined) return;
    const control = new AbortController();
    setAbort(control);
    setFailure(undefined);
    setAnswer(undefined);
    session
      .call('table', asked, { signal: control.signal, onProgress: setAnswer })
      .then(setAnswer, (error: unknown) => {
        if (!isAbort(error)) setFailure(error instanceof Error ? error.message : String(error));
      })
      .finally(() => setAbort((current) => (current === control ? undefined : current)));
    return () => control.abort();
  }, [session, asked]);

  const example = state.table === undefined ? undefined : exampleTable(state.table);
  const isExample = typeof asked?.table === 'string';
  return (
    <section class="card" aria-labelledby="direction-table" aria-busy={abort !== undefined}>
      <h2 id="direction-table">A table of your own</h2>
      <p class="hint">
        A CSV file with a header, and one column that says where, or under which circumstances, each
        row was measured. The largest environment counts as the usual one, every other one as
        changed. The file stays in this browser.
      </p>
      <div class="row">
        <FilePick
          what="Open or drop a CSV file"
          accept=".csv,.tsv,.txt,text/csv"
          multiple={false}
          onFiles={([file]) => {
            if (file === undefined) return;
            change({ table: undefined });
            ask({ table: file });
          }}
        />
        <label class="choice">
          <span>Or an example</span>
          <select
            value={isExample ? (state.table ?? '') : ''}
            onChange={({ currentTarget: { value } }) => {
              if (value !== '') change({ table: value });
            }}
          >
            <option value="">choose one</option>
            {EXAMPLE_TABLES.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {abort !== undefined && (
          <button type="button" onClick={() => abort.abort()}>
            Stop
          </button>
        )}
      </div>
      {failure !== undefined && <Notice>{failure}</Notice>}
      {abort !== undefined && answer === undefined && <p role="status">Reading and comparing…</p>}
      {answer !== undefined && asked !== undefined && (
        <>
          <Environment
            answer={answer}
            onChoose={(environment) => ask({ table: asked.table, environment })}
          />
          <Head answer={answer} />
          <TableWords answer={answer} truth={isExample ? example?.truth : undefined} />
        </>
      )}
    </section>
  );
}

function Environment({
  answer,
  onChoose,
}: {
  readonly answer: TableAnswer;
  readonly onChoose: (environment: string | null) => void;
}) {
  const { candidates, environment, kind } = answer;
  const none = '\u0000none';
  const isOpen = kind === 'nothing' && environment === null;
  return (
    <label class="choice">
      <span>Where a row is from</span>
      <select
        value={environment ?? (isOpen ? '' : none)}
        onChange={({ currentTarget: { value } }) => {
          if (value !== '') onChoose(value === none ? null : value);
        }}
      >
        {isOpen && <option value="">choose a column</option>}
        {candidates.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
        <option value={none}>no column says it</option>
      </select>
    </label>
  );
}

function Head({ answer: { head, file } }: { readonly answer: TableAnswer }) {
  const [names = [], ...rows] = head;
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label={`The first rows of ${file}`}>
      <table class="head">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, place) => (
                <td key={names[place]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
