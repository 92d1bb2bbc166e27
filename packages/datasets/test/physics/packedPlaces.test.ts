import { fromLargest, packedPlaces } from '../../src/physics/packedPlaces.ts';

describe('packedPlaces', () => {
  it('puts balls on shelves, from the largest on, with room to spare', () => {
    const places = packedPlaces([0.1, 0.3, 0.15], { width: 1, height: 1 });
    // The large one and the next largest side by side; 0.63 + 0.315 leave too little for the last one.
    const expected = [0.105, 0.735, 0.315, 0.315, 0.7875, 0.1575];
    expect(places).not.toBeNull();
    places?.forEach((value, k) => expect(value).toBeCloseTo(expected[k] ?? NaN, 12));
  });

  it('finds room for a square of balls, and none for one more', () => {
    const radii = (count: number) => Array.from({ length: count }, () => 0.119);
    expect(packedPlaces(radii(16), { width: 1, height: 1 })).not.toBeNull();
    expect(packedPlaces(radii(17), { width: 1, height: 1 })).toBeNull();
    expect(packedPlaces(radii(20), { width: 1.25, height: 1 })).not.toBeNull();
  });

  it('leaves no ball without room to move', () => {
    expect(packedPlaces([0.5], { width: 1, height: 1 })).toBeNull();
    expect(packedPlaces([0.5], { width: 2, height: 1 })).toBeNull();
    expect(packedPlaces([0.47], { width: 1, height: 1 })).not.toBeNull();
  });
});

describe('fromLargest', () => {
  it('sorts places by radius, and keeps the order of equal ones', () => {
    expect(fromLargest([1, 3, 2, 3])).toEqual([1, 3, 2, 0]);
  });
});
