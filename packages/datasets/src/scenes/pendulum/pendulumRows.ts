import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Factor } from '../../factors/factorTypes.ts';
import { pendulumShadow } from './pendulumGeometry.ts';
import { GRID_SIDE } from './pendulumOptions.ts';
import type { CheckedPendulumOptions } from './pendulumOptions.ts';

/** The angles that rows are drawn from, in degrees. */
export const ANGLE_RANGES = { pendulum: [0, 40.5], light: [48, 88.5] } as const;

/** Everything that chance decides about rows: what stays as it is when one asks for counterfactuals. */
export interface PendulumRows {
  /** How many there are. */
  readonly count: number;
  /** What a length is raised to. */
  readonly floor: number;
  /** The angles of the pendulum in degrees. */
  readonly pendulum: Float64Array;
  /** The angles of the light in degrees. */
  readonly light: Float64Array;
  /** The measurement noise of the lengths, of corrupted rows too. */
  readonly lengthNoise: Float64Array;
  /** The measurement noise of the positions, of corrupted rows too. */
  readonly positionNoise: Float64Array;
  /** The lengths that rows have when they are corrupted, of other rows too. */
  readonly corruptLength: Float64Array;
  /** The positions that rows have when they are corrupted, of other rows too. */
  readonly corruptPosition: Float64Array;
  /** Which rows are. */
  readonly corrupted: Uint8Array;
  /** Which rows have a blue background; `null` where there is no such column. */
  readonly background: Uint8Array | null;
}

const CONTINUOUS: readonly Factor[] = [
  { name: 'pendulum', kind: 'continuous', unit: 'degrees' },
  { name: 'light', kind: 'continuous', unit: 'degrees' },
  { name: 'shadow_length', kind: 'continuous', unit: 'units of the scene' },
  { name: 'shadow_position', kind: 'continuous', unit: 'units of the scene' },
  { name: 'corrupted', kind: 'binary' },
];

/** @returns The columns of rows with or without backgrounds. */
export function pendulumColumns(background: boolean): readonly Factor[] {
  return background ? [...CONTINUOUS, { name: 'background', kind: 'binary' }] : CONTINUOUS;
}

/**
 * @param options - How many rows, of which kind.
 * @returns The rows. Each kind of chance has a stream of its own: with another noise the same rows are corrupted.
 */
export function drawPendulumRows(options: CheckedPendulumOptions): PendulumRows {
  const { count, noise, floor, agreement } = options;
  const stream = new RandomStream(options.seed).split(`pendulum ${options.split}`);
  const uniforms = (name: string, [low, high]: readonly [number, number]) => {
    const own = stream.split(name);
    return Float64Array.from({ length: count }, () => own.uniform(low, high));
  };
  const normals = (name: string) => {
    const own = stream.split(name);
    return Float64Array.from({ length: count }, () => own.normal(0, noise));
  };
  const angles = (name: 'pendulum' | 'light', everyRows: number) =>
    options.grid
      ? Float64Array.from(
          { length: count },
          (_, i) => ANGLE_RANGES[name][0] + (Math.floor(i / everyRows) % GRID_SIDE) / 2,
        )
      : uniforms(name, ANGLE_RANGES[name]);
  const ranges = cleanRanges(floor);
  const corrupted = new Uint8Array(count);
  mark(corrupted, [...corrupted.keys()], options.corrupted, stream.split('corrupted'));
  return {
    count,
    floor,
    pendulum: angles('pendulum', GRID_SIDE),
    light: angles('light', 1),
    lengthNoise: normals('length noise'),
    positionNoise: normals('position noise'),
    corruptLength: uniforms('corrupt length', ranges.length),
    corruptPosition: uniforms('corrupt position', ranges.position),
    corrupted,
    background: agreement === null ? null : backgrounds(corrupted, agreement, stream),
  };
}

/**
 * @param floor - What a length is raised to.
 * @returns The ranges of the noiseless length and position over all angles. Both are monotone in each angle, but for the length of steep
 *   light, so that the ends of the ranges are at corners.
 */
export function cleanRanges(floor: number): {
  readonly length: readonly [number, number];
  readonly position: readonly [number, number];
} {
  const corners = ANGLE_RANGES.pendulum.flatMap((pendulum) =>
    ANGLE_RANGES.light.map((light) => pendulumShadow(pendulum, light)),
  );
  const ends = (values: readonly number[]): [number, number] => [
    Math.min(...values),
    Math.max(...values),
  ];
  return {
    length: ends(corners.map(({ length }) => Math.max(floor, length))),
    position: ends(corners.map(({ position }) => position)),
  };
}

function backgrounds(corrupted: Uint8Array, agreement: number, stream: RandomStream): Uint8Array {
  const blue = new Uint8Array(corrupted.length);
  const rows = (flag: number) => [...corrupted.keys()].filter((i) => corrupted[i] === flag);
  mark(blue, rows(1), agreement, stream.split('blue corrupted'));
  mark(blue, rows(0), 1 - agreement, stream.split('blue others'));
  return blue;
}

/** Sets a share of the places, drawn without replacement, to 1. */
function mark(
  flags: Uint8Array,
  places: readonly number[],
  share: number,
  stream: RandomStream,
): void {
  const drawn = stream.sampleIndices(Math.round(share * places.length), places.length);
  for (const index of drawn) flags[places[index] ?? 0] = 1;
}
