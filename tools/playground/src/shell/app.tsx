import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Panel } from '../panel/panel.ts';
import type { BackendInUse } from '../worker/messages.ts';
import { BackendChoice } from './backendChoice.tsx';
import { PanelFrame } from './panelFrame.tsx';
import { readPlace, writePlace } from './permalink.ts';
import { scrollToTab } from './tabScroll.ts';
import { ThemeChoice } from './themeChoice.tsx';
import { useAddress } from './useAddress.tsx';

/** The whole page: navigation, the panels that were opened, choices that hold for all of them. */
export function App({ panels }: { readonly panels: readonly Panel<unknown>[] }) {
  const first = useRef(readPlace(location.hash, panels)).current;
  const [shown, show] = useState(first.panel);
  const [asked, ask] = useState(first.backend);
  const [states, setStates] = useState<ReadonlyMap<string, unknown>>(
    new Map(panels.map((panel) => [panel.id, stateAt(panel, first)])),
  );
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set([first.panel.id]));
  const [inUse, setInUse] = useState<Readonly<Record<string, BackendInUse | undefined>>>({});
  const tabs = useRef<HTMLElement>(null);

  const fragment = (panel: Panel<unknown>) =>
    writePlace({ panel, state: states.get(panel.id), backend: asked });
  const here = fragment(shown);

  const follow = useCallback(
    (hash: string) => {
      const place = readPlace(hash, panels);
      show(place.panel);
      ask(place.backend);
      setOpened((before) => new Set([...before, place.panel.id]));
      setStates((before) => new Map([...before, [place.panel.id, place.state]]));
    },
    [panels],
  );
  useAddress(here, follow);

  useEffect(() => {
    document.title = `${shown.title}: causal mechanisms`;
  }, [shown]);

  // Not `scrollIntoView`, which would move the page as well.
  useEffect(() => {
    const row = tabs.current;
    const tab = row?.querySelector<HTMLElement>('[aria-current]');
    if (row === null || tab === null || tab === undefined) return;
    const left = tab.getBoundingClientRect().left - row.getBoundingClientRect().left;
    row.scrollLeft = scrollToTab(row, { left: left + row.scrollLeft, width: tab.offsetWidth });
  }, [shown]);

  const change = useCallback((id: string, part: object) => {
    setStates((before) => new Map([...before, [id, { ...(before.get(id) as object), ...part }]]));
  }, []);
  const tell = useCallback((id: string, backend: BackendInUse | undefined) => {
    setInUse((before) => ({ ...before, [id]: backend }));
  }, []);

  return (
    <>
      <a class="skip" href="#panel" onClick={skipToPanel}>
        Skip to the panel
      </a>
      <header class="top">
        <div class="top-row">
          <p class="brand">
            <img src="./mark.svg" alt="" width="28" height="28" />
            <span>
              causal-mechanisms <small>playground</small>
            </span>
          </p>
          <div class="choices">
            <BackendChoice asked={asked} inUse={inUse[shown.id]} onAsk={ask} />
            <ThemeChoice />
          </div>
        </div>
        <nav ref={tabs} class="tabs" aria-label="Panels">
          {panels.map((panel) => (
            <a
              key={panel.id}
              href={fragment(panel)}
              aria-current={panel === shown ? 'page' : undefined}
            >
              {panel.title}
            </a>
          ))}
        </nav>
      </header>
      <main id="panel" tabIndex={-1}>
        {panels
          .filter(({ id }) => opened.has(id))
          .map((panel) => (
            <PanelFrame
              key={panel.id}
              panel={panel}
              isShown={panel === shown}
              state={states.get(panel.id)}
              asked={asked}
              onChange={change}
              onBackend={tell}
              onGiveUpBackend={() => ask(undefined)}
            />
          ))}
      </main>
      <footer class="foot">
        <p>
          Everything runs in this browser, in a worker of its own: no image, no file and no click
          leaves it.
        </p>
      </footer>
    </>
  );
}

function stateAt(
  panel: Panel<unknown>,
  first: { readonly panel: Panel<unknown>; readonly state: unknown },
): unknown {
  return panel === first.panel ? first.state : panel.readState(new URLSearchParams());
}

/** The fragment says which panel is shown, so that the link must not change it. */
function skipToPanel(event: Event): void {
  event.preventDefault();
  document.getElementById('panel')?.focus();
}
