/** The scores of one angle: the mean log-likelihood under `U->V` and under `V->U`. */
export interface AngleScores {
  /** In radians. */
  readonly angle: number;
  /** Under `U->V`, in nats per point. */
  readonly forward: number;
  /** Under `V->U`. */
  readonly backward: number;
}

/** The direction between the two codes of a plane. */
export type CodeDirection = 'U->V' | 'V->U';

/** An angle with a direction, the best of those that were tried. */
export interface BestAngle {
  /** In radians. */
  readonly angle: number;
  /** The direction under which it is best. */
  readonly direction: CodeDirection;
  /** Its mean log-likelihood, in nats per point. */
  readonly score: number;
}

/** After a quarter turn (U, V) has become (V, -U): all scores come again with the directions exchanged. */
const TURN = Math.PI / 2;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * The best angle so far.
 *
 * @param tried - At least one.
 * @returns The angle, its direction and its score.
 */
export function bestAngle(tried: readonly AngleScores[]): BestAngle {
  return tried
    .flatMap(({ angle, forward, backward }): BestAngle[] => [
      { angle, direction: 'U->V', score: forward },
      { angle, direction: 'V->U', score: backward },
    ])
    .reduce((best, other) => (other.score > best.score ? other : best));
}

/**
 * Which angle to try next: first those of a grid over a quarter turn, then golden sections between the neighbours of the best one. It
 * depends on nothing but what was tried, so that a search can stop anywhere and go on.
 *
 * @param tried - In the order in which this function asked for them.
 * @param grid - Angles of the grid.
 * @returns The angle in radians.
 */
export function nextAngle(tried: readonly AngleScores[], grid: number): number {
  const step = TURN / grid;
  if (tried.length < grid) return tried.length * step;
  const { angle, direction } = bestAngle(tried.slice(0, grid));
  const scoreOf = (scores?: AngleScores) =>
    (direction === 'U->V' ? scores?.forward : scores?.backward) ?? NaN;
  let [low, high] = [angle - step, angle + step];
  const left = () => high - GOLDEN * (high - low);
  const right = () => low + GOLDEN * (high - low);
  const [first, second, ...rest] = tried.slice(grid);
  if (first === undefined) return left();
  if (second === undefined) return right();
  let [atLeft, atRight] = [scoreOf(first), scoreOf(second)];
  for (const scores of [...rest, undefined]) {
    const toLeft = atLeft > atRight;
    if (toLeft) {
      high = right();
      atRight = atLeft;
    } else {
      low = left();
      atLeft = atRight;
    }
    if (scores === undefined) return toLeft ? left() : right();
    if (toLeft) atLeft = scoreOf(scores);
    else atRight = scoreOf(scores);
  }
  return angle;
}
