import { renderGrid } from '@causal-mechanisms/datasets';
import type { FetchEnvironment, FetchState } from '@causal-mechanisms/datasets';
import { PolicyRunner } from '@causal-mechanisms/rims';
import type { PolicyModel } from '@causal-mechanisms/rims';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { imageRow } from '../../../report/figures/imageGrid.ts';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';

/** An episode that a policy went through, as plain JSON. */
export type PlayedEpisode = {
  /** Such as `the red key`. */
  readonly target: string;
  /** Whether the target was fetched. */
  readonly succeeded: boolean;
  /** Where it stood before each action, and at the end. */
  readonly states: readonly (Omit<FetchState, 'cells' | 'target'> & {
    readonly cells: readonly number[];
    readonly target: { readonly kind: string; readonly colour: string };
  })[];
};

/** Frames of a strip: longer episodes show their beginning. */
const FRAMES = 10;
const CELL = 12;

/**
 * Lets a policy go through one episode.
 *
 * @param model - The policy; not disposed.
 * @param environment - The rooms.
 * @param seed - Decides room and actions.
 * @returns The episode, its first frames.
 */
export async function playEpisode(
  model: PolicyModel,
  environment: FetchEnvironment,
  seed: number,
): Promise<PlayedEpisode> {
  const stream = new RandomStream(seed);
  const runner = new PolicyRunner(model, { stream: stream.split('actions') });
  let state = environment.draw(stream.split('room'));
  const states: FetchState[] = [state];
  try {
    for (;;) {
      const { actions } = await runner.decide(environment.look(state));
      const next = environment.act(state, actions[0] ?? 0);
      states.push(next.state);
      state = next.state;
      if (!next.ended) continue;
      return {
        target: `the ${state.target.colour} ${state.target.kind}`,
        succeeded: next.succeeded,
        states: states
          .slice(0, FRAMES)
          .map((at) => ({ ...at, cells: Array.from(at.cells), target: { ...at.target } })),
      };
    }
  } finally {
    runner.dispose();
  }
}

/**
 * @param played - Episodes in rooms of one size, with the names of their rows.
 * @param view - Cells along a side of the view, which is lit.
 * @returns A strip of frames per episode.
 */
export function filmStrips(
  played: readonly { readonly label: string; readonly episode: PlayedEpisode }[],
  view: number,
): ImageTable {
  const side = CELL * Math.sqrt(played[0]?.episode.states[0]?.cells.length ?? 1);
  return {
    shape: [side, side, 3],
    rows: played.map(({ label, episode }) => {
      const frames = episode.states.map((state) =>
        renderGrid({ ...state, cells: Uint8Array.from(state.cells) } as FetchState, {
          cell: CELL,
          view,
        }),
      );
      const pixels = new Float32Array(frames.length * side * side * 3);
      frames.forEach((frame, i) => {
        pixels.set(frame, i * frame.length);
      });
      const end = episode.succeeded ? 'fetched' : 'not fetched';
      return imageRow(`${label}: ${episode.target}, ${end}`, pixels, frames.length);
    }),
  };
}
