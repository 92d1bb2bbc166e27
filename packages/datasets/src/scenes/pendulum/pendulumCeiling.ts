import { normalDensity, normalShareBelow } from './normalDistribution.ts';
import { pendulumShadow } from './pendulumGeometry.ts';
import { checkPendulumOptions, GRID_SIDE } from './pendulumOptions.ts';
import type { PendulumRowsOptions } from './pendulumOptions.ts';
import { ANGLE_RANGES, cleanRanges } from './pendulumRows.ts';

/** Options of {@link pendulumCeiling}: those of the data that the detector is for. */
export type PendulumCeilingOptions = Pick<
  PendulumRowsOptions,
  'noise' | 'floor' | 'corrupted' | 'background'
>;

/** How well rows and corrupted rows are told apart. */
export interface DetectorScores {
  /** The share of all rows that is told rightly. */
  readonly accuracy: number;
  /** The share of corrupted rows that is found; NaN where none is corrupted. */
  readonly recall: number;
  /** The share of other rows that is let pass; NaN where all are corrupted. */
  readonly specificity: number;
}

/** What no detector of corrupted rows can surpass. */
export interface PendulumCeiling extends DetectorScores {
  /** The worst group, the smaller of recall and specificity: this detector does not look at the background. */
  readonly worst: number;
  /**
   * The detector that is best in training, where background and corruption agree as often as is said, on test rows whose background is
   * independent of corruption. Left out without `background`.
   */
  readonly biased?: BiasedScores;
}

/** Scores of a detector that relies on the background, on test rows where the background says nothing. */
export interface BiasedScores extends DetectorScores {
  /** The accuracy of the worst group. */
  readonly worst: number;
  /** The accuracy on rows whose background contradicts: corrupted on white, others on blue. */
  readonly conflicting: number;
  /** All four groups: corrupted or not, on blue or on white. */
  readonly groups: readonly PendulumGroup[];
}

/** Rows that are alike in corruption and background. */
export interface PendulumGroup {
  /** Whether they are corrupted. */
  readonly corrupted: boolean;
  /** Whether their background is blue. */
  readonly blue: boolean;
  /** Their share of the training rows. */
  readonly share: number;
  /** The accuracy on such rows of the test set. */
  readonly accuracy: number;
}

/** Nodes of the integral over lengths. */
const NODES = 24;
/** Angles along each side: one between each two of the grid. */
const ANGLES = GRID_SIDE / 2;

/**
 * How well the corrupted rows of {@link pendulum} can be found at all: the noise hides some of them. The best detector knows all four
 * quantities exactly and calls a row corrupted where that is more probable; its scores are integrated over the grid of angles.
 *
 * @param options - Noise, floor, share of corrupted rows and background.
 * @returns The scores, in [0, 1], to about 1e-5.
 * @throws ArgumentError for an option outside its range.
 *
 * @example
 * ```ts
 * import { pendulumCeiling } from '@causal-mechanisms/datasets';
 *
 * const { accuracy, recall, specificity } = pendulumCeiling({ noise: 1 });
 * console.log(accuracy.toFixed(3), recall.toFixed(3), specificity.toFixed(3)); // 0.942 0.760 0.988
 * ```
 */
export function pendulumCeiling(options: PendulumCeilingOptions = {}): PendulumCeiling {
  const { noise, floor, corrupted, agreement } = checkPendulumOptions('pendulumCeiling', options);
  const best = detector(noise, floor, corrupted);
  const overall = (recall: number, specificity: number): DetectorScores => ({
    accuracy:
      (corrupted > 0 ? corrupted * recall : 0) +
      (corrupted < 1 ? (1 - corrupted) * specificity : 0),
    recall: corrupted > 0 ? recall : NaN,
    specificity: corrupted < 1 ? specificity : NaN,
  });
  const scores = overall(best.recall, best.specificity);
  const ceiling = { ...scores, worst: worstOf([scores.recall, scores.specificity]) };
  if (agreement === null) return ceiling;
  const colours = [true, false].map((blue) => {
    const [ofCorrupted, ofOthers] = blue ? [agreement, 1 - agreement] : [1 - agreement, agreement];
    const shares = [corrupted * ofCorrupted, (1 - corrupted) * ofOthers] as const;
    const seen = shares[0] + shares[1];
    // A colour that training does not have says nothing.
    const { recall, specificity } = detector(noise, floor, seen > 0 ? shares[0] / seen : corrupted);
    return { blue, shares, recall, specificity };
  });
  const average = (of: 'recall' | 'specificity') =>
    colours.reduce((sum, colour) => sum + colour[of] / colours.length, 0);
  const [blue, white] = colours;
  const groups = [true, false].flatMap((flag) =>
    colours.map((colour) => ({
      corrupted: flag,
      blue: colour.blue,
      share: colour.shares[flag ? 0 : 1],
      accuracy: flag
        ? corrupted > 0
          ? colour.recall
          : NaN
        : corrupted < 1
          ? colour.specificity
          : NaN,
    })),
  );
  return {
    ...ceiling,
    biased: {
      ...overall(average('recall'), average('specificity')),
      worst: worstOf(groups.map(({ accuracy }) => accuracy)),
      conflicting: overall(white?.recall ?? NaN, blue?.specificity ?? NaN).accuracy,
      groups,
    },
  };
}

function worstOf(accuracies: readonly number[]): number {
  return accuracies.reduce((worst, value) => (value < worst ? value : worst), Infinity);
}

/**
 * Around the noiseless shadow lies a disc in which a row is more probably right than corrupted; beyond the box of corrupted shadows, and at
 * the floor, where measured lengths pile up, no row is corrupted.
 */
function detector(
  noise: number,
  floor: number,
  prior: number,
): { readonly recall: number; readonly specificity: number } {
  if (prior === 0) return { recall: 0, specificity: 1 };
  if (noise === 0) return { recall: 1, specificity: 1 };
  const { length, position } = cleanRanges(floor);
  const box = (length[1] - length[0]) * (position[1] - position[0]);
  const odds = (prior * 2 * Math.PI * noise ** 2) / ((1 - prior) * box);
  const radius = odds >= 1 ? 0 : noise * Math.sqrt(-2 * Math.log(odds));
  let [missed, alarms] = [0, 0];
  for (let i = 0; i < ANGLES; i++) {
    for (let j = 0; j < ANGLES; j++) {
      const clean = pendulumShadow(
        ANGLE_RANGES.pendulum[0] + i + 0.25,
        ANGLE_RANGES.light[0] + j + 0.25,
      );
      const inDisc = discInBox(clean, radius, noise, length, position);
      missed += inDisc.area / box;
      alarms +=
        mass(clean.length, noise, length) * mass(clean.position, noise, position) - inDisc.mass;
    }
  }
  const rows = ANGLES ** 2;
  return { recall: 1 - missed / rows, specificity: 1 - alarms / rows };
}

/** The area of the part of the disc that lies in the box, and its mass under the noise. */
function discInBox(
  clean: { readonly length: number; readonly position: number },
  radius: number,
  noise: number,
  lengths: readonly [number, number],
  positions: readonly [number, number],
): { readonly area: number; readonly mass: number } {
  // Over the angle of the chord instead of the length: the chord's ends are smooth in it.
  const angle = (end: number) =>
    radius === 0 ? 0 : Math.asin(Math.max(-1, Math.min(1, (end - clean.length) / radius)));
  const [from, to] = [angle(lengths[0]), angle(lengths[1])];
  const step = (to - from) / NODES;
  let [area, inside] = [0, 0];
  for (let node = 0; node < NODES; node++) {
    const at = from + (node + 0.5) * step;
    const half = radius * Math.cos(at);
    const low = Math.max(positions[0], clean.position - half);
    const high = Math.min(positions[1], clean.position + half);
    if (high <= low) continue;
    const width = half * step;
    area += width * (high - low);
    const density = normalDensity((radius * Math.sin(at)) / noise) / noise;
    inside += width * density * mass(clean.position, noise, [low, high]);
  }
  return { area, mass: inside };
}

function mass(centre: number, noise: number, [low, high]: readonly [number, number]): number {
  return normalShareBelow((high - centre) / noise) - normalShareBelow((low - centre) / noise);
}
