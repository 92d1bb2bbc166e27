import { ArgumentError, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { Factor } from '../../factors/factorTypes.ts';
import type { SceneTargets } from '../modelledScenes.ts';

/** What a scene of the flow is made of, in the order of the columns. */
export const FLOW_COLUMNS: readonly Factor[] = [
  { name: 'ball', kind: 'continuous', unit: 'units of the scene' },
  { name: 'hole', kind: 'continuous', unit: 'units of the scene' },
  { name: 'water', kind: 'continuous', unit: 'units of the scene' },
  { name: 'jet', kind: 'continuous', unit: 'units of the scene' },
];

/** The x at which the jet leaves the tank. */
export const SPOUT = 8;
/** The largest radius that a ball in the tank can have. */
export const LARGEST_BALL = 2.4;

/** Everything that chance decides about rows. */
export interface FlowRows {
  /** How many there are. */
  readonly count: number;
  /** The radius of each ball. */
  readonly ball: Float64Array;
  /** How high each hole is above the ground. */
  readonly hole: Float64Array;
  /** How high the water would be without a ball. */
  readonly water: Float64Array;
  /** What is added to the gravity of each row. */
  readonly gravity: Float64Array;
}

/** The numbers of the grid along each axis: radii k/30, levels k/10, holes k/3. */
const GRID = { ball: [5, 30, 30], water: [10, 30, 10], hole: [6, 9, 3] } as const;
/** Rows of the grid. */
export const FLOW_GRID = GRID.ball[1] * GRID.water[1] * GRID.hole[1];

/**
 * @param count - How many rows; of the grid {@link FLOW_GRID}.
 * @param grid - Whether they are the grid, with the hole changing fastest, then the water; else they are drawn evenly.
 * @param noise - The scale of what is added to gravity.
 * @param stream - Where chance comes from.
 * @returns The rows.
 */
export function drawFlowRows(
  count: number,
  grid: boolean,
  noise: number,
  stream: RandomStream,
): FlowRows {
  const own = (name: 'ball' | 'water' | 'hole', everyRows: number) => {
    const [first, steps, divisor] = GRID[name];
    const uniform = stream.split(name);
    return Float64Array.from({ length: count }, (_, i) => {
      const step = grid ? Math.floor(i / everyRows) % steps : uniform.uniform(0, steps - 1);
      return (first + step) / divisor;
    });
  };
  const gravity = stream.split('gravity');
  return {
    count,
    ball: own('ball', GRID.hole[1] * GRID.water[1]),
    hole: own('hole', 1),
    water: own('water', GRID.hole[1]),
    gravity: Float64Array.from(
      { length: count },
      () => noise * Math.max(Math.abs(gravity.normal()), 1),
    ),
  };
}

/**
 * The true structural model. The ball raises the water by the cube of its radius; the jet lands at
 * `8 + sqrt(2 (0.98 + e) water hole)`, where e is the noise of the row.
 *
 * @param rows - What chance decided.
 * @param targets - Factors that are set. Default: none.
 * @returns `[count, 4]` in the order of {@link FLOW_COLUMNS}.
 */
export function flowValues(rows: FlowRows, targets: SceneTargets = {}): Float64Array {
  const values = new Float64Array(rows.count * FLOW_COLUMNS.length);
  for (let i = 0; i < rows.count; i++) {
    const ball = targets['ball'] ?? rows.ball[i] ?? 0;
    const hole = targets['hole'] ?? rows.hole[i] ?? 0;
    const water = targets['water'] ?? ball ** 3 + (rows.water[i] ?? 0);
    const gravity = 0.98 + (rows.gravity[i] ?? 0);
    values[4 * i] = ball;
    values[4 * i + 1] = hole;
    values[4 * i + 2] = water;
    values[4 * i + 3] = targets['jet'] ?? SPOUT + Math.sqrt(2 * gravity * water * hole);
  }
  return values;
}

/**
 * @param owner - Opens messages.
 * @param targets - What factors should be set to, checked for their names.
 * @throws ArgumentError for a value that the factor cannot take.
 */
export function checkFlowTargets(owner: string, targets: SceneTargets): void {
  const check = (name: string, low: number, high: number) => {
    const value = targets[name] ?? low;
    if (value >= low && value <= high) return;
    const range = high < Infinity ? `in [${low}, ${high}]` : `at least ${low}`;
    throw new ArgumentError(`${owner}: ${name} must be ${range}, got ${value}`, {
      data: { name, value },
    });
  };
  check('ball', 0, LARGEST_BALL);
  check('hole', 0, Infinity);
  check('water', 0, Infinity);
  check('jet', SPOUT, Infinity);
}
