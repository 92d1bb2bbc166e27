import { checkFetchState, eastward, sideOf, southward } from '../../src/gridworld/fetchState.ts';
import type { FetchState } from '../../src/gridworld/fetchState.ts';
import { failure } from '../testFiles.ts';
import { room } from './room.ts';

const ROOM = room(`
  ####
  #.k#
  #>.#
  ####`);

describe('the state of a room', () => {
  it('names directions clockwise from the east', () => {
    expect([0, 1, 2, 3].map(eastward)).toEqual([1, 0, -1, 0]);
    expect([0, 1, 2, 3].map(southward)).toEqual([0, 1, 0, -1]);
  });

  it('passes when it is whole, at its size', () => {
    expect(() => {
      checkFetchState('f', ROOM);
      checkFetchState('f', ROOM, 4);
    }).not.toThrow();
    expect(sideOf(ROOM)).toBe(4);
  });

  it.each<[string, Partial<FetchState>, string]>([
    ['cells', { cells: new Uint8Array(15) }, 'ERR_SHAPE'],
    ['cells', { cells: new Uint8Array(4) }, 'ERR_SHAPE'],
    ['cells', { cells: new Uint8Array(16).fill(26) }, 'ERR_VALUES'],
    ['cells', { cells: Array.from(ROOM.cells) as never }, 'ERR_ARGUMENT'],
    ['walls', { cells: ROOM.cells.map((code, i) => (i === 7 ? 0 : code)) }, 'ERR_VALUES'],
    ['x', { x: 0 }, 'ERR_ARGUMENT'],
    ['x', { x: 3 }, 'ERR_ARGUMENT'],
    ['y', { y: 0 }, 'ERR_ARGUMENT'],
    ['y', { y: 1.5 }, 'ERR_ARGUMENT'],
    ['direction', { direction: 4 }, 'ERR_ARGUMENT'],
    ['steps', { steps: -1 }, 'ERR_ARGUMENT'],
    ['target', { target: { kind: 'key', colour: 'pink' as 'red' } }, 'ERR_ARGUMENT'],
    ['agent', { x: 2, y: 1 }, 'ERR_VALUES'],
  ])('is refused for its %s', (name, change, code) => {
    expect(() => {
      checkFetchState('f', { ...ROOM, ...change });
    }).toThrow(failure(code, `f: .*${name}`));
  });

  it('is refused at another size', () => {
    expect(() => {
      checkFetchState('f', ROOM, 5);
    }).toThrow(failure('ERR_SHAPE', '5 by 5'));
  });
});
