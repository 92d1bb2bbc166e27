import { kindList, kindsInShort, sameKinds } from '../../../src/networks/kinds/kindSettings.ts';

it('lists the kind of each expert', () => {
  expect(kindList({ experts: 2, kinds: 'wide' })).toEqual(['wide', 'wide']);
  expect(kindList({ experts: 2, kinds: ['wide', 'paper'] })).toEqual(['wide', 'paper']);
  expect(() => kindList({ experts: 3, kinds: ['wide', 'paper'] })).toThrow('for each of 3, got 2');
});

it('says one kind in short where all are alike', () => {
  expect(kindsInShort(['wide', 'wide'])).toBe('wide');
  expect(kindsInShort(['wide', 'paper'])).toEqual(['wide', 'paper']);
});

it('tells whether two banks hold the same kinds', () => {
  const mixed = { experts: 2, kinds: ['wide', 'paper'] } as const;
  expect(sameKinds(mixed, mixed)).toBe(true);
  expect(sameKinds({ experts: 2, kinds: ['wide', 'wide'] }, { experts: 2, kinds: 'wide' })).toBe(
    true,
  );
  expect(sameKinds(mixed, { experts: 2, kinds: 'wide' })).toBe(false);
  expect(sameKinds({ experts: 1, kinds: 'wide' }, { experts: 2, kinds: 'wide' })).toBe(false);
});
