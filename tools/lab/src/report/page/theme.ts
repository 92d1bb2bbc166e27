/** Colours of figures: drawn as they are in files, following light and dark inside the report. */
export const FIGURE_COLOURS = {
  ink: '#1a1e26',
  muted: '#5c6573',
  line: '#dfe3ea',
  heat: '#3b5bdb',
  mark: '#e8590c',
} as const;

/** One colour per series, told apart on light and on dark ground. */
const SERIES_COLOURS = [
  '#4c82e6',
  '#ef8a2c',
  '#2f9e6e',
  '#d6494f',
  '#9a6cc9',
  '#1f9fb5',
  '#c9a012',
  '#e571a8',
  '#8f6b52',
  '#7f8a99',
  '#6b5cff',
  '#74a92f',
  '#b0306a',
  '#3d8f8f',
  '#b5651d',
  '#5f6f3a',
] as const;

/**
 * @param index - Of a series.
 * @returns Its colour; colours repeat after sixteen.
 */
export function seriesColour(index: number): string {
  return SERIES_COLOURS[index % SERIES_COLOURS.length] ?? SERIES_COLOURS[0];
}

/**
 * Lets a figure follow the reader's light or dark setting once it stands inside the report.
 *
 * @param svg - A figure drawn with {@link FIGURE_COLOURS}.
 * @returns The figure with variables of the report's style sheet in place of these colours.
 */
export function followTheme(svg: string): string {
  return Object.entries(FIGURE_COLOURS).reduce(
    (text, [name, colour]) => text.replaceAll(`"${colour}"`, `"var(--figure-${name})"`),
    svg,
  );
}

/**
 * @param text - Any text.
 * @returns It as the content of an element or an attribute of HTML or SVG.
 */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
