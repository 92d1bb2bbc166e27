import type { BallState } from './ballState.ts';

/**
 * The cosine below which balls that touch count as passing each other. Rounding leaves such a rest after a collision at grazing angle, and it
 * would be a collision again at once; what it lets them overlap is far below rounding, its square.
 */
const GRAZING = 1e-10;

/**
 * @param balls - Balls that move on straight lines.
 * @param i - One of them.
 * @param j - Another one.
 * @returns How long until they touch, at least 0; Infinity when they never do.
 */
export function collisionTime(balls: BallState, i: number, j: number): number {
  const { x, y, vx, vy, radii } = balls;
  const dx = (x[j] as number) - (x[i] as number);
  const dy = (y[j] as number) - (y[i] as number);
  const ux = (vx[j] as number) - (vx[i] as number);
  const uy = (vy[j] as number) - (vy[i] as number);
  const approach = -(dx * ux + dy * uy);
  const speed2 = ux * ux + uy * uy;
  const reach = (radii[i] as number) + (radii[j] as number);
  if (approach <= GRAZING * reach * Math.sqrt(speed2)) return Infinity;
  const gap = dx * dx + dy * dy - reach * reach;
  if (gap <= 0) return 0;
  const root2 = approach * approach - speed2 * gap;
  // The smaller root in the form that subtracts nothing.
  return root2 < 0 ? Infinity : gap / (approach + Math.sqrt(root2));
}
