import { useEffect, useRef, useState } from 'preact/hooks';
import { Matrix } from '../../parts/matrix.tsx';
import { Notice } from '../../parts/notice.tsx';
import { isAbort } from '../../worker/sessionClient.ts';
import type { SessionClient } from '../../worker/sessionClient.ts';
import { KNOWN_CHANGES } from './changes.ts';
import type { LiveProgress } from './liveTraining.ts';
import type { ExpertsSession } from './session.ts';
import { endInWords } from './trainingWords.ts';

/** Iterations of the competition. */
const ITERATIONS = 300;

const ROWS = KNOWN_CHANGES.map(({ label }) => label);
const COLUMNS = KNOWN_CHANGES.map((_, expert) => String(expert + 1));

/** What is shown of a training. */
interface Shown {
  readonly progress: LiveProgress | undefined;
  readonly wins: readonly (readonly number[])[];
  readonly matched: number | undefined;
}

const NOTHING: Shown = { progress: undefined, wins: [], matched: undefined };

/** Trains five experts, and shows who wins what while they learn. */
export function LiveTraining({
  session,
  onTrained,
}: {
  readonly session: SessionClient<ExpertsSession>;
  readonly onTrained: () => void;
}) {
  const [shown, show] = useState(NOTHING);
  const [said, say] = useState('');
  const [failure, setFailure] = useState<string | undefined>();
  const [seed, setSeed] = useState(1);
  const [abort, setAbort] = useState<AbortController | undefined>();
  const done = useRef(onTrained);
  done.current = onTrained;

  useEffect(() => {
    show(NOTHING);
    say('');
    setAbort(undefined);
  }, [session]);

  const train = () => {
    const control = new AbortController();
    setAbort(control);
    setFailure(undefined);
    show(NOTHING);
    say('');
    const began = performance.now();
    const take = (progress: LiveProgress) =>
      show((before) => ({
        progress,
        wins: progress.wins ?? before.wins,
        matched: progress.matched ?? before.matched,
      }));
    const input = { seed, iterations: ITERATIONS };
    void session
      .call('train', input, { signal: control.signal, waits: true, onProgress: take })
      .then(
        (result) => {
          const seconds = (performance.now() - began) / 1000;
          say(endInWords(result, { changes: ROWS.length, seconds }));
          done.current();
        },
        (error: unknown) => {
          if (isAbort(error)) say('Stopped.');
          else setFailure(error instanceof Error ? error.message : String(error));
        },
      )
      .finally(() => setAbort(undefined));
  };

  const { progress, wins, matched } = shown;
  return (
    <section class="card" aria-labelledby="experts-live">
      <h2 id="experts-live">Train five experts here</h2>
      <p class="hint">
        On digits drawn by a program, made small so that it takes a minute or two. First every
        expert learns to copy; then they compete, and each change finds the expert that undoes it.
      </p>
      <p class="row">
        {abort === undefined ? (
          <button type="button" class="primary" onClick={train}>
            Train
          </button>
        ) : (
          <button type="button" onClick={() => abort.abort()}>
            Stop
          </button>
        )}
        <label class="choice">
          <span>Seed</span>
          <input
            type="number"
            min={0}
            max={9999}
            value={seed}
            disabled={abort !== undefined}
            onInput={({ currentTarget: { valueAsNumber } }) =>
              setSeed(Number.isSafeInteger(valueAsNumber) && valueAsNumber >= 0 ? valueAsNumber : 1)
            }
          />
        </label>
        <span role="status">{said}</span>
      </p>
      {progress !== undefined && (
        <label class="progress">
          <span>
            {progress.phase === 'identity' ? 'Learning to copy' : 'Competing'}, {progress.step} of{' '}
            {progress.steps}
            {matched !== undefined && `; ${matched} of ${ROWS.length} changes have their expert`}
          </span>
          <progress value={progress.step} max={progress.steps} />
        </label>
      )}
      {failure !== undefined && <Notice>{failure}</Notice>}
      <Matrix
        caption="Who wins what: the share of each change's images that each expert wins, in %"
        rows={ROWS}
        columns={COLUMNS}
        values={wins}
      />
    </section>
  );
}
