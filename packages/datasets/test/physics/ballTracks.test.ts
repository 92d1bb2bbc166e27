import { emptyTracks, putTracks } from '../../src/physics/ballTracks.ts';

describe('putTracks', () => {
  it('writes each part of a sequence to its place', () => {
    const one = emptyTracks(1, 2, 3, true);
    one.counts[0] = 2;
    for (const part of [one.positions, one.velocities, one.radii, one.masses, one.curtains]) {
      part?.forEach((_, k) => (part[k] = k + 1));
    }
    one.collisions.set([1, 2, 3, 4, 5, 6]);
    one.wallHits.set([6, 5, 4, 3, 2, 1]);
    const all = emptyTracks(3, 2, 3, true);
    putTracks(all, 1, one);
    expect([...all.counts]).toEqual([0, 2, 0]);
    for (const name of [
      'positions',
      'velocities',
      'collisions',
      'wallHits',
      'radii',
      'masses',
    ] as const) {
      const { length } = one[name];
      expect(all[name]).toHaveLength(3 * length);
      expect(all[name].slice(length, 2 * length)).toEqual(one[name]);
      expect(all[name].slice(2 * length).every((value) => value === 0)).toBe(true);
    }
    expect([...(all.curtains ?? [])]).toEqual([0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0]);
  });

  it('has no curtains where there are none', () => {
    expect(emptyTracks(1, 1, 1, false).curtains).toBeUndefined();
  });
});
