import type { WebRung } from '@causal-mechanisms/tensor-utils/web';
import type { Panel } from '../panel/panel.ts';

/** The backends that a reader can ask for, best first. */
export const RUNGS: readonly WebRung[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

/** What the address of the page says. */
export interface Place {
  /** The panel that is shown. */
  readonly panel: Panel<unknown>;
  /** Its state. */
  readonly state: unknown;
  /** The backend that is asked for; undefined for the first that works. */
  readonly backend: WebRung | undefined;
}

/**
 * Reads the fragment of an address, such as `#/experts?digit=3&backend=wasm`.
 *
 * @param fragment - With or without its hash.
 * @param panels - All panels, at least one.
 * @returns Where it leads; the first panel where it names none.
 */
export function readPlace(fragment: string, panels: readonly Panel<unknown>[]): Place {
  const [path = '', query = ''] = fragment.replace(/^#?\/?/, '').split('?', 2);
  const panel = panels.find(({ id }) => id === path) ?? panels[0];
  if (panel === undefined) throw new Error('the playground has no panels');
  const given = new URLSearchParams(panel.id === path ? query : '');
  const asked = given.get('backend');
  return {
    panel,
    state: panel.readState(given),
    backend: RUNGS.find((rung) => rung === asked),
  };
}

/**
 * Writes a place so that {@link readPlace} finds it.
 *
 * @param place - Panel, state and backend.
 * @returns The fragment, with its hash.
 */
export function writePlace({ panel, state, backend }: Place): string {
  const query = new URLSearchParams(panel.writeState(state));
  if (backend !== undefined) query.set('backend', backend);
  // Commas and colons are legal there, and addresses are read by people.
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return `#/${panel.id}${text === '' ? '' : `?${text}`}`;
}
