import { checkOptions, checkText } from '@causal-mechanisms/tensor-utils';

/** What an object of a grid can be, in the order of its numbers. */
export const GRID_KINDS = ['key', 'ball', 'box', 'gem'] as const;

/** What colour an object of a grid can have, in the order of its numbers. */
export const GRID_COLOURS = ['red', 'green', 'blue', 'purple', 'yellow', 'grey'] as const;

/** What can be done in a grid, in the order of its numbers. */
export const GRID_ACTIONS = ['left', 'right', 'forward', 'pickUp'] as const;

/** Where one can look in a grid, in the order of its numbers: each is the one before, turned right. */
export const GRID_DIRECTIONS = ['east', 'south', 'west', 'north'] as const;

/** A kind of object. */
export type GridKind = (typeof GRID_KINDS)[number];

/** The colour of an object. */
export type GridColour = (typeof GRID_COLOURS)[number];

/** An object of a grid. */
export interface GridObject {
  /** What it is. */
  readonly kind: GridKind;
  /** Its colour. */
  readonly colour: GridColour;
}

/** The code of a cell with nothing in it. */
export const EMPTY = 0;

/** The code of a wall. */
export const WALL = 1;

/** The code of the first object: others follow, colour by colour, kind by kind. */
const FIRST_OBJECT = 2;

/** How many codes there are. */
export const CELL_CODES = FIRST_OBJECT + GRID_KINDS.length * GRID_COLOURS.length;

/** The code of an object. */
export function codeOf({ kind, colour }: GridObject): number {
  return (
    FIRST_OBJECT + GRID_KINDS.indexOf(kind) * GRID_COLOURS.length + GRID_COLOURS.indexOf(colour)
  );
}

/** The number of the kind of an object with a code. */
export function kindNumber(code: number): number {
  return Math.floor((code - FIRST_OBJECT) / GRID_COLOURS.length);
}

/** The number of the colour of an object with a code. */
export function colourNumber(code: number): number {
  return (code - FIRST_OBJECT) % GRID_COLOURS.length;
}

/** The object with a code. */
export function objectOf(code: number): GridObject {
  return {
    kind: GRID_KINDS[kindNumber(code)] as GridKind,
    colour: GRID_COLOURS[colourNumber(code)] as GridColour,
  };
}

/** Whether a cell holds an object. */
export function isObject(code: number): boolean {
  return code >= FIRST_OBJECT && code < CELL_CODES;
}

/** Checks an object that a caller gave. */
export function checkObject(owner: string, name: string, value: GridObject): void {
  const { kind, colour } = checkOptions(owner, value, name);
  checkText(owner, `${name}.kind`, kind, GRID_KINDS);
  checkText(owner, `${name}.colour`, colour, GRID_COLOURS);
}
