import { direction } from '../../../src/panels/direction/panel.ts';

const read = (text: string) => direction.readState(new URLSearchParams(text));

describe('the address of the panel of directions', () => {
  test('says nothing at the start', () => {
    expect(direction.writeState(read(''))).toEqual({});
  });

  test('gives every state back', () => {
    const state = { seed: 12, changed: 'effect', categories: 4, table: 'road', asia: 3 } as const;
    expect(read(new URLSearchParams(direction.writeState(state)).toString())).toEqual(state);
  });

  test('leaves out what cannot be understood', () => {
    expect(read('seed=-1&changed=all&categories=x&table=toString&asia=1.5')).toEqual(read(''));
    expect(read('categories=99').categories).toBe(20);
    expect(read('categories=0').categories).toBe(2);
  });
});
