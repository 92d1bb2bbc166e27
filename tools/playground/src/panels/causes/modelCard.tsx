import { useState } from 'preact/hooks';
import { FilePick } from '../../parts/filePick.tsx';
import { GraphDrawing } from '../../parts/graphDrawing.tsx';
import type { DrawnEdge } from '../../parts/graphDrawing.tsx';
import { graphLayout } from '../../parts/graphLayout.ts';
import { Notice } from '../../parts/notice.tsx';
import type { SessionClient } from '../../worker/sessionClient.ts';
import { words } from './factorSliders.tsx';
import type { ModelDescription, ModelName } from './openModel.ts';
import type { CausesSession } from './session.ts';

/** Weights below this are noise: where noise has the standard deviation 1, they hardly move an effect. */
const WEAK = 0.1;

interface ModelCardProps {
  readonly session: SessionClient<CausesSession>;
  readonly model: ModelName;
  readonly known: ModelDescription | undefined;
  readonly onModel: (model: ModelName, known?: ModelDescription) => void;
}

/** What the model learned about the edges, and how to open another one. */
export function ModelCard({ session, model, known, onModel }: ModelCardProps) {
  const [failure, setFailure] = useState<string | undefined>();
  const open = (files: readonly File[]) => {
    session.call('open', { files }).then(
      (found) => {
        setFailure(undefined);
        onModel('own', found);
      },
      (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <section class="card" aria-labelledby="causes-model">
      <h2 id="causes-model">The graph that it learned</h2>
      <div class="columns even">
        <LearnedGraph known={known} />
        <div>
          <p data-model={model}>
            <b>{model === 'shipped' ? 'The model that comes with this page' : 'Your own model'}</b>
            {known !== undefined && `: ${described(known)}`}.
          </p>
          <p class="hint">
            Which edges there may be was said before training; how strong each is, was learned. An
            effect gets its weight times the cause, and noise of standard deviation 1.
          </p>
          <p class="hint">
            Yours is in the folder <code>model</code> of a run of{' '}
            <code>npm run lab -- run dear-scm/pendulum</code> or{' '}
            <code>npm run lab -- train dear-scm</code>: drop that folder or the run’s, or pick{' '}
            <code>model.json</code> and the weights beside it.
          </p>
          <div class="row">
            <FilePick what="Open your own model" accept=".json,.bin" onFiles={open} />
            {model !== 'shipped' && (
              <button type="button" onClick={() => onModel('shipped')}>
                Back to the shipped one
              </button>
            )}
          </div>
          {failure !== undefined && <Notice>{failure}</Notice>}
        </div>
      </div>
    </section>
  );
}

function described({ factors, shape, latentWidth }: ModelDescription): string {
  const seen =
    shape.length === 1
      ? `vectors of ${shape[0] ?? 0} numbers`
      : `images of ${shape[1] ?? 0} × ${shape[0] ?? 0}`;
  return `${factors.length} factors and ${latentWidth - factors.length} free coordinates, ${seen}`;
}

function LearnedGraph({ known }: { readonly known: ModelDescription | undefined }) {
  if (known === undefined) return <p class="waiting">Opening the model…</p>;
  const { factors, allowed, weights } = known;
  const most = Math.max(WEAK, ...weights.flat().map(Math.abs));
  const edges = allowed.flatMap((row, from) =>
    row.flatMap((may, to): DrawnEdge[] => {
      if (may !== 1) return [];
      const weight = weights[from]?.[to] ?? 0;
      return [
        {
          from,
          to,
          strength: Math.abs(weight) / most,
          kind: Math.abs(weight) < WEAK ? 'absent' : weight > 0 ? 'usual' : 'other',
          label: signed(weight),
        },
      ];
    }),
  );
  return (
    <figure class="drawing">
      <GraphDrawing
        label={`Learned weights: ${edges.map(({ from, to, label = '' }) => `${words(factors[from]?.name ?? '')} to ${words(factors[to]?.name ?? '')} ${label}`).join(', ')}`}
        names={factors.map(({ name }) => words(name))}
        places={graphLayout(
          // By what was learned, so that edges that came to nothing do not decide where a factor stands.
          weights.map((row) => row.map((weight) => (Math.abs(weight) < WEAK ? 0 : 1))),
        )}
        edges={edges}
      />
      <figcaption>
        Weights beside the edges; dashed where more of the cause is less of the effect, dotted where
        next to nothing was learned.
      </figcaption>
    </figure>
  );
}

function signed(weight: number): string {
  return `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)}`;
}
