import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { damageFiles } from '../src/target.ts';

it('damages one file, or what the target says', () => {
  const files = { a: new Uint8Array(9), b: new Uint8Array(9) };
  const open = () => Promise.resolve();
  const names = new Set<string>();
  for (let seed = 0; seed < 20; seed++) {
    const changed = Object.keys(damageFiles({ files, open }, new RandomStream(seed)));
    expect(changed).toHaveLength(1);
    names.add(changed[0] ?? '');
  }
  expect([...names].sort()).toEqual(['a', 'b']);
  const own = { c: Uint8Array.of(1) };
  expect(damageFiles({ files, open, damage: () => own }, new RandomStream(1))).toBe(own);
});
