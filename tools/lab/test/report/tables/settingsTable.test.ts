import { keysOf, settingsTable } from '../../../src/report/tables/settingsTable.ts';

const RECORD = {
  recipe: 'a/b',
  preset: 'quick',
  seed: 1,
  config: { x: 1, inner: { y: [1], z: {} } },
};

describe('keysOf', () => {
  it('gives values by dotted paths, an empty object as itself', () => {
    expect([...keysOf(RECORD.config)]).toEqual([
      ['x', 1],
      ['inner.y', [1]],
      ['inner.z', {}],
    ]);
  });
});

describe('settingsTable', () => {
  it('has a row for each setting that differs', () => {
    const other = {
      ...RECORD,
      seed: 2,
      backend: 'wasm',
      config: { x: 1, inner: { y: [2], z: {} } },
    };
    expect(settingsTable([RECORD, other, undefined], ['one', 'two', 'none']).rows).toContainEqual([
      'inner.y',
      '[1]',
      '[2]',
      '',
    ]);
    expect(settingsTable([RECORD, other], ['one', 'two'])).toEqual({
      header: ['setting', 'one', 'two'],
      rows: [
        ['inner.y', '[1]', '[2]'],
        ['--backend', '', 'wasm'],
      ],
      even: true,
    });
  });

  it('is empty where only seeds differ', () => {
    expect(settingsTable([RECORD, { ...RECORD, seed: 2 }], ['1', '2']).rows).toEqual([]);
  });
});
