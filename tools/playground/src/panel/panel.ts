import type { ComponentType } from 'preact';
import type { BackendInUse } from '../worker/messages.ts';
import type { SessionClient } from '../worker/sessionClient.ts';

/**
 * What every panel says of itself. A panel is a folder `src/panels/<id>/` with three files, and one line in `src/panels/index.ts`:
 *
 * - `panel.ts`: this description, small, loaded with the page;
 * - `view.tsx`: exports `View`, a component with {@link ViewProps}, loaded when the panel is first opened;
 * - `session.ts`: exports `openSession`, an {@link OpenSession}, loaded in a worker of the panel's own.
 *
 * The tensors live in the worker, the page holds plain data: arrays, numbers, text.
 */
export interface Panel<State> {
  /** The name of its folder, and its place in the address of the page. */
  readonly id: string;
  /** In the navigation and as the heading. */
  readonly title: string;
  /** What is seen, in two sentences. */
  readonly seen: string;
  /** Its page below `docs/`, such as `experts-gan.md`. */
  readonly docs: string;
  /**
   * Reads the state from the address of the page. Whatever stands there, it gives a state: what cannot be understood is left out.
   *
   * @param given - Names and values behind the panel's name.
   * @returns The state.
   */
  readState(given: URLSearchParams): State;
  /**
   * Writes the state so that {@link Panel.readState} gives it back.
   *
   * @param state - The state.
   * @returns Names and values; `backend` is taken. What is as it is at the start is best left out.
   */
  writeState(state: State): Readonly<Record<string, string>>;
}

/** What a view is given. */
export interface ViewProps<State, Session> {
  /** What the address of the page says. */
  readonly state: State;
  /**
   * Changes some of the state, and with it the address of the page.
   *
   * @param part - What changes.
   */
  readonly change: (part: Partial<State>) => void;
  /** Calls the panel's session in its worker. It is another one after the backend was switched. */
  readonly session: SessionClient<Session>;
  /** What the session computes on; undefined until it is ready. Calls may be made before: they wait. */
  readonly backend: BackendInUse | undefined;
}

/** What `view.tsx` of a panel exports. */
export interface ViewModule<State, Session> {
  readonly View: ComponentType<ViewProps<State, Session>>;
}
