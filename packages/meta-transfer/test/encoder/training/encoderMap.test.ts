import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { encoderMap } from '../../../src/encoder/training/encoderMap.ts';
import { normalColumns, expectColumns } from '../maps/columns.ts';

const coupling = { layers: 3, hidden: 4, kind: 'affine', first: 'even' } as const;
const make = (encoder: 'rotation' | 'coupling', dimensions: number, start?: number) =>
  encoderMap({ encoder, coupling, dimensions }, new RandomStream(1), start);

describe('encoderMap', () => {
  it('starts rotations at the identity, then elsewhere', () => {
    expect(make('rotation', 2).parameters).toEqual(Float64Array.of(0));
    expect(make('rotation', 2, 1).parameters).toEqual(Float64Array.of(Math.PI / 8));
    expect(make('rotation', 2, 2).parameters).toEqual(Float64Array.of(-Math.PI / 8));
    expect(Math.abs(make('rotation', 2, 3).parameters[0] ?? 9)).toBeLessThan(Math.PI / 2);
    expect(make('rotation', 3).parameters).toEqual(new Float64Array(3));
    expect(new Set(make('rotation', 3, 1).parameters).size).toBe(3);
  });

  it('makes the coupling layers that are asked for, near the identity', () => {
    const map = make('coupling', 3);
    const points = normalColumns(3, 20, new RandomStream(2));
    expect(map.parameters.length).toBeGreaterThan(40);
    expect(map.logDeterminants(points).some((value) => value !== 0)).toBe(true);
    expectColumns(map.encode(points), points, 0);
  });
});
