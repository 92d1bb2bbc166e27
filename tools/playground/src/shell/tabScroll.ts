/** A row of tabs that may be wider than the page, in CSS pixels. */
export interface TabRow {
  readonly scrollLeft: number;
  readonly clientWidth: number;
}

/** A tab; `left` is its distance from the start of the row. */
export interface TabPlace {
  readonly left: number;
  readonly width: number;
}

/** What is seen of the neighbour of a tab, so that the row looks as if there were more. */
const MARGIN = 24;

/**
 * How far a row must be scrolled for a tab to be seen.
 *
 * @param row - The row as it is.
 * @param tab - The tab.
 * @returns The new `scrollLeft`; the old one where the whole tab is seen. Browsers bring it to what is possible.
 */
export function scrollToTab(
  { scrollLeft, clientWidth }: TabRow,
  { left, width }: TabPlace,
): number {
  const right = left + width;
  if (left >= scrollLeft && right <= scrollLeft + clientWidth) return scrollLeft;
  // Of a tab that is wider than the row its beginning is seen.
  const isBefore = left < scrollLeft || width + 2 * MARGIN > clientWidth;
  return Math.max(0, isBefore ? left - MARGIN : right + MARGIN - clientWidth);
}
