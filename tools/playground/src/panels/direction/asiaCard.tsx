import { useEffect, useRef, useState } from 'preact/hooks';
import { GraphDrawing } from '../../parts/graphDrawing.tsx';
import type { DrawnEdge } from '../../parts/graphDrawing.tsx';
import { graphLayout } from '../../parts/graphLayout.ts';
import { Matrix } from '../../parts/matrix.tsx';
import { Notice } from '../../parts/notice.tsx';
import { isAbort } from '../../worker/sessionClient.ts';
import type { SessionClient } from '../../worker/sessionClient.ts';
import type { GraphBeliefs } from './graphSearch.ts';
import type { DirectionState } from './panel.ts';
import type { DirectionSession } from './session.ts';

const SIZES = { draws: 20, observational: 40_000, perTarget: 1024 };
/** Beliefs below this are not drawn. */
const SEEN = 0.1;

interface AsiaCardProps {
  readonly state: Pick<DirectionState, 'asia'>;
  readonly change: (part: Partial<DirectionState>) => void;
  readonly session: SessionClient<DirectionSession>;
}

/** The graph of asia while it is learned. */
export function AsiaCard({ state, change, session }: AsiaCardProps) {
  const { asia: seed } = state;
  const [shown, show] = useState<GraphBeliefs | undefined>();
  const [isLearning, setLearning] = useState(false);
  const running = useRef<AbortController | undefined>(undefined);
  const [said, say] = useState('');
  const [failure, setFailure] = useState<string | undefined>();

  useEffect(() => {
    show(undefined);
    say('');
    setFailure(undefined);
    return () => running.current?.abort();
  }, [session, seed]);

  const learn = () => {
    const control = new AbortController();
    running.current = control;
    setLearning(true);
    setFailure(undefined);
    say('');
    show(undefined);
    session
      .call('graph', { seed, ...SIZES }, { signal: control.signal, onProgress: show })
      .then(
        () => say('All searches are done.'),
        (error: unknown) => {
          if (isAbort(error)) say('Stopped.');
          else setFailure(error instanceof Error ? error.message : String(error));
        },
      )
      .finally(() => {
        if (running.current === control) setLearning(false);
      });
  };

  return (
    <section class="card" aria-labelledby="direction-asia">
      <h2 id="direction-asia">Eight variables, and nobody says what was changed</h2>
      <p class="hint">
        The network asia: a visit to Asia, smoking, three illnesses, an X-ray and shortness of
        breath. Samples of it as it is ({SIZES.observational.toLocaleString('en')}) and of eight
        interventions ({SIZES.perTarget} each); which variable each is on is kept back, and searched
        for along with the graph, again and again in another half of the rows.
      </p>
      <p class="row">
        {isLearning ? (
          <button type="button" onClick={() => running.current?.abort()}>
            Stop
          </button>
        ) : (
          <button type="button" class="primary" onClick={learn}>
            Learn the graph
          </button>
        )}
        <button type="button" disabled={isLearning} onClick={() => change({ asia: seed + 1 })}>
          Other samples
        </button>
        <span role="status">{said}</span>
      </p>
      {failure !== undefined && <Notice>{failure}</Notice>}
      {shown !== undefined && <Beliefs shown={shown} />}
    </section>
  );
}

function Beliefs({ shown }: { readonly shown: GraphBeliefs }) {
  const { names, truth, targets, draw, draws, distance, found } = shown;
  const edges = edgesOf(shown);
  return (
    <>
      <label class="progress" data-draw={draw} data-distance={distance} data-found={found}>
        <span>
          {draw} of {draws} searches;{' '}
          {distance === 0 ? 'no wrong edge' : `${distance} wrong edge${distance === 1 ? '' : 's'}`},{' '}
          {found} of {targets.length} interventions traced to their variable
        </span>
        <progress value={draw} max={draws} />
      </label>
      <div class="columns even">
        <figure class="drawing">
          <GraphDrawing
            label={`Edges with the share of searches that have them: ${edges
              .map(
                ({ from, to, strength }) =>
                  `${names[from] ?? ''} to ${names[to] ?? ''} ${Math.round(100 * strength)} percent`,
              )
              .join(', ')}`}
            names={names}
            places={graphLayout(truth)}
            edges={edges}
          />
          <figcaption>
            The thicker an edge, the more searches have it; in % beside it. Dashed and in another
            colour are those that the truth does not have, dotted those that it has and most
            searches miss.
          </figcaption>
        </figure>
        <Matrix
          caption="Which variable each hidden intervention was on: the share of the searches that say so, in %"
          rows={names.map((name) => `on ${name}`)}
          columns={[...names, 'none']}
          values={targets}
        />
      </div>
    </>
  );
}

/** Edges that some searches have, and true ones that few have. */
function edgesOf({ truth, beliefs }: GraphBeliefs): DrawnEdge[] {
  return beliefs.flatMap((row, from) =>
    row.flatMap((belief, to): DrawnEdge[] => {
      const isTrue = truth[from]?.[to] === 1;
      if (belief < SEEN && !isTrue) return [];
      const kind = isTrue ? (belief > 0.5 ? 'usual' : 'absent') : 'other';
      const reversed = beliefs[to]?.[from] ?? 0;
      // Where an edge points both ways the weaker way has no room for its number.
      const label = belief >= reversed ? { label: `${Math.round(100 * belief)}` } : {};
      return [{ from, to, strength: belief, kind, ...label }];
    }),
  );
}
