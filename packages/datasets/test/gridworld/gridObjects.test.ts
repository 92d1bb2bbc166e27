import {
  CELL_CODES,
  checkObject,
  codeOf,
  colourNumber,
  GRID_COLOURS,
  GRID_KINDS,
  isObject,
  kindNumber,
  objectOf,
} from '../../src/gridworld/gridObjects.ts';
import { failure } from '../testFiles.ts';

describe('objects of a grid', () => {
  it('have one code each, kind by kind, colour by colour', () => {
    expect(codeOf({ kind: 'key', colour: 'red' })).toBe(2);
    expect(codeOf({ kind: 'key', colour: 'grey' })).toBe(7);
    expect(codeOf({ kind: 'ball', colour: 'red' })).toBe(8);
    expect(codeOf({ kind: 'gem', colour: 'grey' })).toBe(25);
    expect(CELL_CODES).toBe(26);
    const codes = GRID_KINDS.flatMap((kind) => GRID_COLOURS.map((colour) => ({ kind, colour })));
    expect(codes.map((object) => objectOf(codeOf(object)))).toEqual(codes);
    expect([kindNumber(16), colourNumber(16)]).toEqual([2, 2]);
  });

  it('are told from empty cells and walls', () => {
    expect([0, 1, 2, 25, 26].map(isObject)).toEqual([false, false, true, true, false]);
  });

  it('are refused with the nearest name', () => {
    const check = (kind: string, colour: string) => () => {
      checkObject('f', 'target', { kind, colour } as never);
    };
    expect(check('bal', 'red')).toThrow(failure('ERR_ARGUMENT', 'f: target.kind .*"ball"'));
    expect(check('ball', 'pink')).toThrow(failure('ERR_ARGUMENT', 'f: target.colour'));
  });
});
