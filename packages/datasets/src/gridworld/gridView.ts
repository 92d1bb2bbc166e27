import {
  CELL_CODES,
  codeOf,
  colourNumber,
  EMPTY,
  GRID_COLOURS,
  GRID_KINDS,
  isObject,
  kindNumber,
  WALL,
} from './gridObjects.ts';
import { eastward, southward } from './fetchState.ts';
import type { FetchState } from './fetchState.ts';
import type { FetchRules } from './fetchRules.ts';

/** Stands for a cell beyond the walls, which nobody sees. */
const UNSEEN = CELL_CODES;

/** Numbers per cell where they are ones and zeros: unseen, wall, kinds, colours. An empty cell is all zeros. */
const CHANNELS = 2 + GRID_KINDS.length + GRID_COLOURS.length;

/** Writes what is seen of a state into zeros, from an offset on. */
export type WriteObservation = (state: FetchState, out: Float32Array, offset: number) => void;

/**
 * @param rules - Of the room.
 * @returns How many numbers an observation has: those of the view, then those of the target.
 */
export function observationWidth({ view, encoding }: FetchRules): number {
  return encoding === 'oneHot'
    ? view * view * CHANNELS + GRID_KINDS.length + GRID_COLOURS.length
    : view * view * 2 + 2;
}

/**
 * @param rules - Of the room.
 * @returns Writes observations: the square in front of the agent, whose own cell is the middle one of the nearest row, from the farthest
 * row to the nearest and from its left to its right; then the target.
 */
export function observationWriter({ size, view, encoding }: FetchRules): WriteObservation {
  const offsets = [0, 1, 2, 3].map((direction) => viewOffsets(direction, view));
  const write = encoding === 'oneHot' ? writeOnes : writeIndices;
  const codes = new Uint8Array(view * view);
  return (state, out, offset) => {
    const { cells, x, y, direction } = state;
    const { east, south } = offsets[direction] as ViewOffsets;
    for (let i = 0; i < codes.length; i++) {
      const atX = x + (east[i] as number);
      const atY = y + (south[i] as number);
      const isInside = atX >= 0 && atX < size && atY >= 0 && atY < size;
      codes[i] = isInside ? (cells[atY * size + atX] as number) : UNSEEN;
    }
    write(codes, codeOf(state.target), out, offset);
  };
}

/** Where the cells of a view lie, counted from the agent. */
interface ViewOffsets {
  readonly east: Int8Array;
  readonly south: Int8Array;
}

function viewOffsets(direction: number, view: number): ViewOffsets {
  const [aheadEast, aheadSouth] = [eastward(direction), southward(direction)];
  const middle = (view - 1) / 2;
  const east = new Int8Array(view * view);
  const south = new Int8Array(view * view);
  for (let i = 0; i < view * view; i++) {
    const ahead = view - 1 - Math.floor(i / view);
    const right = (i % view) - middle;
    // Right of east is south, right of south is west.
    east[i] = ahead * aheadEast - right * aheadSouth;
    south[i] = ahead * aheadSouth + right * aheadEast;
  }
  return { east, south };
}

type WriteCodes = (codes: Uint8Array, target: number, out: Float32Array, offset: number) => void;

const writeOnes: WriteCodes = (codes, target, out, offset) => {
  let place = offset;
  for (let i = 0; i < codes.length; i++, place += CHANNELS) {
    const code = codes[i] as number;
    if (code === EMPTY) continue;
    if (code === UNSEEN) out[place] = 1;
    else if (code === WALL) out[place + 1] = 1;
    else {
      out[place + 2 + kindNumber(code)] = 1;
      out[place + 2 + GRID_KINDS.length + colourNumber(code)] = 1;
    }
  }
  out[place + kindNumber(target)] = 1;
  out[place + GRID_KINDS.length + colourNumber(target)] = 1;
};

const writeIndices: WriteCodes = (codes, target, out, offset) => {
  let place = offset;
  for (let i = 0; i < codes.length; i++, place += 2) {
    const code = codes[i] as number;
    if (code === UNSEEN) continue;
    // 0 unseen, 1 empty, 2 wall, then kinds; colours from 1.
    out[place] = isObject(code) ? 3 + kindNumber(code) : 1 + code;
    if (isObject(code)) out[place + 1] = 1 + colourNumber(code);
  }
  out[place] = kindNumber(target);
  out[place + 1] = colourNumber(target);
};
