import { picturesOf } from '../../../src/panels/causes/pictures.ts';

describe('picturesOf', () => {
  test('cuts images apart, and brings colours into their range', () => {
    const [first, second] = picturesOf(Float32Array.of(0, 0.5, 1.25, -1, 1, 0.25), [1, 1, 3]);
    expect(Array.from(first?.values ?? [])).toEqual([0, 0.5, 1]);
    expect(Array.from(second?.values ?? [])).toEqual([0, 1, 0.25]);
    expect(first).toMatchObject({ height: 1, width: 1, channels: 3 });
  });

  test('stretches a vector from black to white', () => {
    const [strip, flat] = picturesOf(Float32Array.of(-1, 0, 3, 2, 2, 2), [3]);
    expect(Array.from(strip?.values ?? [])).toEqual([0, 0.25, 1]);
    expect(strip).toMatchObject({ height: 1, width: 3, channels: 1 });
    expect(Array.from(flat?.values ?? [])).toEqual([0.5, 0.5, 0.5]);
  });

  test('shows the first of two channels', () => {
    const [grey] = picturesOf(Float32Array.of(0.5, 1, 0.25, 1), [1, 2, 2]);
    expect(Array.from(grey?.values ?? [])).toEqual([0.5, 0.25]);
    expect(grey?.channels).toBe(1);
  });
});
