import type { Measure } from '../../../run/measure.ts';
import { share } from '../../../run/measure.ts';
import type { ExpertAgreement } from './agreement.ts';
import type { Nearness } from './chains.ts';

/** One order of a chain, before and after the experts. */
export interface OrderFigures {
  /** The mechanisms in the order in which they changed the images. */
  readonly label: string;
  readonly before: Nearness;
  readonly after: Nearness;
}

/**
 * @param agreements - One per expert.
 * @param names - Of the mechanisms.
 * @returns A row per expert: its own mechanism on digits, the inverse that its map is nearest to, and how often.
 */
export function agreementMeasures(
  agreements: readonly ExpertAgreement[],
  names: readonly string[],
): Measure[] {
  return agreements.flatMap(({ expert, own, nearest, nearestShare, agreement }): Measure[] => {
    const row = (key: string, column: string, rest: Omit<Measure, 'label' | 'name'>): Measure => ({
      name: `expert-${expert}/${key}`,
      label: column,
      model: `expert ${expert}`,
      table: 'on other mechanisms',
      column,
      ...rest,
    });
    return [
      row('own', 'wins most of', { value: own < 0 ? 'none' : (names[own] ?? '') }),
      row('nearest', 'is nearest to the inverse of', { value: names[nearest] ?? '' }),
      row('nearestShare', 'on this share of images', { value: nearestShare, format: 'percent' }),
      row('agreement', 'nearest to its own', {
        ...(agreement === null ? { value: 'none' } : { value: agreement, format: 'percent' }),
      }),
    ];
  });
}

/**
 * @param agreements - One per expert.
 * @returns The mean agreement of experts that own a mechanism; `null` where none does.
 */
export function meanAgreement(agreements: readonly ExpertAgreement[]): number | null {
  const known = agreements.flatMap(({ agreement }) => (agreement === null ? [] : [agreement]));
  if (known.length === 0) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/**
 * @param figures - One per order.
 * @returns A row per order: error and overlap before and after.
 */
export function orderMeasures(figures: readonly OrderFigures[]): Measure[] {
  return figures.flatMap(({ label, before, after }, place) => {
    const row = (key: string, column: string, value: number, isShare = false): Measure => ({
      name: `order-${place}/${key}`,
      label: column,
      model: label,
      table: 'changed by, in this order',
      column,
      value,
      ...(isShare ? { format: 'percent' as const } : {}),
    });
    return [
      row('errorBefore', 'squared error', before.meanSquaredError),
      row('errorAfter', 'undone: squared error', after.meanSquaredError),
      row('overlapBefore', 'overlap of ink', before.overlap, true),
      row('overlapAfter', 'undone: overlap of ink', after.overlap, true),
    ];
  });
}

/**
 * @param agreement - The mean agreement.
 * @param first - The chain that is shown.
 * @returns One sentence that says what came out.
 */
export function omniglotHeadline(
  agreement: number | null,
  first: OrderFigures | undefined,
): string {
  const known =
    agreement === null
      ? 'No expert wins most of a mechanism'
      : `On characters that other mechanisms changed, experts do what they do to digits on ${share(agreement)} of the images`;
  if (first === undefined) return `${known}.`;
  const { label, before, after } = first;
  return `${known}; three experts in a row take characters changed by ${label} from a squared error of ${before.meanSquaredError.toFixed(3)} to ${after.meanSquaredError.toFixed(3)}.`;
}
