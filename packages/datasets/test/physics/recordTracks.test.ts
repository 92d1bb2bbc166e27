import { emptyTracks } from '../../src/physics/ballTracks.ts';
import { BallWorld } from '../../src/physics/ballWorld.ts';
import { recordTracks } from '../../src/physics/recordTracks.ts';

describe('recordTracks', () => {
  it('counts hits per frame, and clears what an earlier sequence left', () => {
    const world = new BallWorld(2, { width: 4, height: 4 });
    world.state.radii.set([1, 1]);
    world.state.masses.set([1, 1]);
    world.state.x.set([1.5]);
    world.state.y.set([2]);
    world.state.vx.set([-1]);
    world.begin(1);
    const track = emptyTracks(1, 4, 2, false);
    track.positions.fill(7);
    track.collisions.fill(7);
    recordTracks(world, 1, track);
    // The wall is half a frame away, then the ways are of length 2.
    expect([...track.wallHits]).toEqual([0, 0, 1, 0, 0, 0, 1, 0]);
    expect(track.positions.filter((_, k) => k % 4 === 0)).toEqual(
      Float64Array.of(1.5, 1.5, 2.5, 2.5),
    );
    expect(track.positions.filter((_, k) => k % 4 === 2)).toEqual(new Float64Array(4));
    expect([...track.collisions]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(track.counts[0]).toBe(1);
  });
});
