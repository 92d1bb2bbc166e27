import {
  checkCount,
  checkNumbers,
  checkOptions,
  ShapeError,
  ValuesError,
} from '@causal-mechanisms/tensor-utils';
import { CELL_CODES, checkObject, EMPTY, GRID_DIRECTIONS, WALL } from './gridObjects.ts';
import type { GridObject } from './gridObjects.ts';

/** Where an episode in a room stands: plain data. */
export interface FetchState {
  /**
   * `[size, size]`, row by row from the north-west corner: 0 is an empty cell, 1 a wall, and `2 + 6 kind + colour` an object, by the
   * numbers of its kind and colour.
   */
  readonly cells: Uint8Array;
  /** The column of the agent, counted from the west. */
  readonly x: number;
  /** The row of the agent, counted from the north. */
  readonly y: number;
  /** Where the agent looks: 0 east, 1 south, 2 west, 3 north. */
  readonly direction: number;
  /** Actions taken. */
  readonly steps: number;
  /** What is to be fetched. */
  readonly target: GridObject;
}

/** Steps to the east by direction. */
const EAST = [1, 0, -1, 0] as const;

/** How far one moves to the east by a step in a direction. */
export function eastward(direction: number): number {
  return EAST[direction] as number;
}

/** How far one moves to the south by a step in a direction. */
export function southward(direction: number): number {
  return EAST[(direction + 3) % 4] as number;
}

/** How long a side of a room is, of which a state was checked. */
export function sideOf({ cells }: Pick<FetchState, 'cells'>): number {
  return Math.round(Math.sqrt(cells.length));
}

function isEdge(cell: number, side: number): boolean {
  const [x, y] = [cell % side, Math.floor(cell / side)];
  return x === 0 || y === 0 || x === side - 1 || y === side - 1;
}

/**
 * Checks a state that a caller gave.
 *
 * @param owner - Opens the message.
 * @param state - What the caller gave.
 * @param size - Cells along a side of the room. Default: as the cells have it.
 */
export function checkFetchState(owner: string, state: FetchState, size?: number): void {
  const { cells, x, y, direction, steps, target } = checkOptions(owner, state, 'state');
  checkNumbers(owner, 'state.cells', cells, { kinds: [Uint8Array], most: CELL_CODES - 1 });
  const side = size ?? sideOf(state);
  if (side < 3 || cells.length !== side * side) {
    const expected =
      size === undefined ? 'a square of at least 3 by 3' : `${size} by ${size} cells`;
    throw new ShapeError(`${owner}: state.cells must be ${expected}, got ${cells.length} numbers`, {
      data: { expected: size, actual: cells.length },
    });
  }
  checkCount(owner, 'state.x', x, { least: 1, most: side - 2 });
  checkCount(owner, 'state.y', y, { least: 1, most: side - 2 });
  checkCount(owner, 'state.direction', direction, { least: 0, most: GRID_DIRECTIONS.length - 1 });
  checkCount(owner, 'state.steps', steps, { least: 0 });
  checkObject(owner, 'state.target', target);
  const open = cells.findIndex((code, i) => isEdge(i, side) && code !== WALL);
  if (open >= 0) {
    throw new ValuesError(
      `${owner}: state.cells must have walls all around, got ${cells[open]} at place ${open}`,
      {
        data: { place: open, cell: cells[open] },
      },
    );
  }
  if (cells[y * side + x] === EMPTY) return;
  throw new ValuesError(`${owner}: the cell of the agent, ${x} ${y}, must be empty`, {
    data: { x, y, cell: cells[y * side + x] },
  });
}
