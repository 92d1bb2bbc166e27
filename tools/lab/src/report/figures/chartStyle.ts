import { FIGURE_COLOURS } from '../page/theme.ts';

/** Axes, legends and fonts in the colours of the theme. */
export const CHART_STYLE = {
  background: 'transparent',
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  axis: {
    domainColor: FIGURE_COLOURS.line,
    gridColor: FIGURE_COLOURS.line,
    tickColor: FIGURE_COLOURS.line,
    labelColor: FIGURE_COLOURS.muted,
    titleColor: FIGURE_COLOURS.muted,
    labelFontSize: 12,
    titleFontSize: 12.5,
    titleFontWeight: 500,
    titlePadding: 10,
    labelPadding: 6,
  },
  legend: {
    labelColor: FIGURE_COLOURS.ink,
    titleColor: FIGURE_COLOURS.muted,
    labelFontSize: 12.5,
    titleFontSize: 12.5,
    titleFontWeight: 500,
    labelLimit: 420,
    symbolStrokeWidth: 3,
    symbolSize: 160,
  },
  header: {
    labelColor: FIGURE_COLOURS.ink,
    labelFontSize: 13,
    labelFontWeight: 600,
    titleColor: FIGURE_COLOURS.muted,
  },
} as const;
