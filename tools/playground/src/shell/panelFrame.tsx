import type { ComponentType } from 'preact';
import { useEffect, useErrorBoundary, useMemo, useState } from 'preact/hooks';
import type { WebRung } from '@causal-mechanisms/tensor-utils/web';
import type { Panel, ViewModule, ViewProps } from '../panel/panel.ts';
import { Notice } from '../parts/notice.tsx';
import type { BackendInUse } from '../worker/messages.ts';
import { isAbort, SessionClient } from '../worker/sessionClient.ts';
import type { SessionWorker } from '../worker/sessionClient.ts';
import { CopyLink } from './copyLink.tsx';

type AnyView = ComponentType<ViewProps<unknown, object>>;

/** The views of all panels, each loaded when it is first opened. */
const VIEWS = import.meta.glob<ViewModule<unknown, object>>('../panels/*/view.tsx');

/** Where the pages of the documentation are. */
const DOCS = 'https://github.com/causal-mechanisms/causal-mechanisms/blob/main/docs/';

/** What the frame of a panel is given. */
interface PanelFrameProps {
  readonly panel: Panel<unknown>;
  /** A panel that is left stays as it is, unseen. */
  readonly isShown: boolean;
  readonly state: unknown;
  readonly asked: WebRung | undefined;
  readonly onChange: (id: string, part: object) => void;
  readonly onBackend: (id: string, backend: BackendInUse | undefined) => void;
  readonly onGiveUpBackend: () => void;
}

/** Heading, words and view of a panel, with its worker. */
export function PanelFrame(props: PanelFrameProps) {
  const { panel, isShown, state, asked, onChange, onBackend, onGiveUpBackend } = props;
  const { id } = panel;
  const [View, setView] = useState<AnyView | undefined>();
  const [backend, setBackend] = useState<BackendInUse | undefined>();
  const [failure, setFailure] = useState<string | undefined>();
  const [broken, mend] = useErrorBoundary() as [unknown, () => void];
  const session = useMemo(() => openWorker(id, asked), [id, asked]);

  useEffect(() => {
    VIEWS[`../panels/${id}/view.tsx`]?.().then(
      ({ View: loaded }) => setView(() => loaded),
      (error: unknown) => setFailure(`The panel could not be loaded: ${sentence(error)}`),
    );
  }, [id]);

  useEffect(() => {
    let isCurrent = true;
    setBackend(undefined);
    setFailure(undefined);
    onBackend(id, undefined);
    session.opened.then(
      (found) => {
        if (!isCurrent) return;
        setBackend(found);
        onBackend(id, found);
      },
      (error: unknown) => {
        if (isCurrent && !isAbort(error)) setFailure(sentence(error));
      },
    );
    return () => {
      isCurrent = false;
      session.close();
    };
  }, [session, id, onBackend]);

  return (
    <section class="panel" hidden={!isShown} aria-labelledby={`${id}-title`} data-panel={id}>
      <div class="intro">
        <h1 id={`${id}-title`}>{panel.title}</h1>
        <p class="seen">
          {panel.seen}{' '}
          <a href={`${DOCS}${panel.docs}`} target="_blank" rel="noreferrer">
            How it works
          </a>
        </p>
        <CopyLink />
      </div>
      {failure !== undefined && (
        <Notice>
          {failure}{' '}
          {asked !== undefined && (
            <button type="button" class="plain" onClick={onGiveUpBackend}>
              Take the fastest that works
            </button>
          )}
        </Notice>
      )}
      {broken !== undefined && broken !== null ? (
        <Notice>
          This panel met something it did not expect: {sentence(broken)}{' '}
          <button type="button" class="plain" onClick={mend}>
            Try again
          </button>
        </Notice>
      ) : View === undefined ? (
        <p class="waiting" role="status">
          Loading…
        </p>
      ) : (
        <View
          state={state}
          change={(part) => onChange(id, part)}
          session={session}
          backend={backend}
        />
      )}
    </section>
  );
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Starts a worker for a panel.
 *
 * @param panel - The name of the panel.
 * @param backend - The one backend to use; the first that works where there is none.
 * @returns Its session; the caller closes it.
 */
function openWorker(panel: string, backend: WebRung | undefined): SessionClient<object> {
  const worker = new Worker(new URL('../worker/worker.ts', import.meta.url), {
    type: 'module',
    name: panel,
  });
  const base = new URL('.', document.baseURI).href;
  return new SessionClient<object>(worker as unknown as SessionWorker, {
    panel,
    base,
    ...(backend === undefined ? {} : { backend }),
  });
}
