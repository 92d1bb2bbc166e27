import { ShapeError } from '@causal-mechanisms/tensor-utils';
import { activeShare, isActive, stretchesWhere } from './stretches.ts';
import { LETTER_WIDTH, svgFigure, svgNumber, svgText, wholePercent } from './svgParts.ts';
import { escapeMarkup, FIGURE_COLOURS } from '../page/theme.ts';

/** Which modules were active while a model read one square image, pixel by pixel. */
export interface ImageActivity {
  /** Stands before the row, such as `16 × 16`. */
  readonly label: string;
  /** Height and width in pixels. */
  readonly size: number;
  /** The image row by row: at least 0.5 on a stroke. */
  readonly pixels: readonly number[];
  /** 1 where a module was active, 0 elsewhere: `active[module][pixel]`. */
  readonly active: readonly (readonly number[])[];
}

/** Options of {@link imageRaster}. */
export interface ImageRasterOptions {
  /** Stands above the figure. */
  readonly title: string;
  /** One name per module. Default: `module 1` and so on. */
  readonly modules?: readonly string[];
}

const MAP = { side: 112, gap: 18, below: 44 };
const LEGEND_STEP = 195;
const TOP = { title: 16, heads: 52, first: 62 };

/** How a pixel looks: where a module is active it is blue, where the stroke is it is strong. */
const TONES = [
  { label: 'active on the stroke', colour: FIGURE_COLOURS.heat, opacity: 1 },
  { label: 'active on empty ground', colour: FIGURE_COLOURS.heat, opacity: 0.3 },
  { label: 'silent on the stroke', colour: FIGURE_COLOURS.muted, opacity: 0.75 },
  { label: 'silent on empty ground', colour: FIGURE_COLOURS.muted, opacity: 0.12 },
  { label: 'input', colour: FIGURE_COLOURS.ink, opacity: 1 },
] as const;
const [SILENT_STROKE, EMPTY, INPUT] = [2, 3, 4];
const LEGEND = TONES.slice(0, INPUT);

/**
 * Draws where in an image each module is active: a row per image, first the image, then a map per module.
 *
 * @param images - Pixels and masks; their sizes may differ.
 * @param options - Title and names.
 * @returns SVG text: one path per tone and map, and below each map the shares of stroke and of empty ground.
 * @throws ShapeError when pixels or masks do not fill the image, or there is not one mask per name.
 */
export function imageRaster(images: readonly ImageActivity[], options: ImageRasterOptions): string {
  const { title } = options;
  const names =
    options.modules ?? images[0]?.active.map((_, module) => `module ${module + 1}`) ?? [];
  images.forEach((image) => check(image, names.length));
  const left = 14 + LETTER_WIDTH * Math.max(...images.map(({ label }) => label.length), 1);
  const xOf = (column: number): number => left + (MAP.side + MAP.gap) * column;
  const legend = TOP.first + (MAP.side + MAP.below) * images.length + 14;

  const parts = [
    svgText(0, TOP.title, title, { size: 15, weight: 600, anchor: 'start' }),
    ...['input', ...names].map((name, column) =>
      svgText(xOf(column) + MAP.side / 2, TOP.heads, name, column === 0 ? { muted: true } : {}),
    ),
    ...images.map((image, row) => imageRow(image, TOP.first + (MAP.side + MAP.below) * row)),
    ...LEGEND.map(({ label, colour, opacity }, place) => {
      const x = left + LEGEND_STEP * place;
      return (
        `<rect x="${svgNumber(x)}" y="${legend - 11}" width="13" height="13" rx="2" fill="${colour}" fill-opacity="${opacity}"/>` +
        svgText(x + 20, legend, label, { anchor: 'start', muted: true })
      );
    }),
  ];
  const width = Math.max(
    xOf(names.length) + MAP.side + 8,
    left + LEGEND_STEP * LEGEND.length,
    LETTER_WIDTH * 1.1 * title.length,
  );
  return svgFigure(title, [width, legend + 12], parts);

  function imageRow(image: ImageActivity, y: number): string {
    const onStroke = (pixel: number): boolean => isActive(image.pixels[pixel]);
    return [
      svgText(left - 12, y + MAP.side / 2 + 4, image.label, { anchor: 'end' }),
      pixelMap(image.size, xOf(0), y, 'input', (pixel) => (onStroke(pixel) ? INPUT : EMPTY)),
      ...image.active.map((mask, module) => {
        const x = xOf(module + 1);
        const stroke = wholePercent(activeShare(mask, onStroke));
        const empty = wholePercent(activeShare(mask, (pixel) => !onStroke(pixel)));
        const name = `${names[module] ?? ''}, ${image.label}: active on ${stroke} of the stroke, ${empty} of the empty ground`;
        return (
          pixelMap(
            image.size,
            x,
            y,
            name,
            (pixel) => (isActive(mask[pixel]) ? 0 : SILENT_STROKE) + (onStroke(pixel) ? 0 : 1),
          ) +
          svgText(x + MAP.side / 2, y + MAP.side + 15, `stroke ${stroke}`, { size: 11.5 }) +
          svgText(x + MAP.side / 2, y + MAP.side + 30, `empty ${empty}`, {
            size: 11.5,
            muted: true,
          })
        );
      }),
    ].join('');
  }
}

/** One path per tone: pixels that touch in a row are one rectangle. */
function pixelMap(
  size: number,
  x: number,
  y: number,
  name: string,
  toneOf: (pixel: number) => number,
): string {
  const pixel = Math.max(1, Math.floor(MAP.side / size));
  const edge = Math.floor((MAP.side - pixel * size) / 2);
  const paths = TONES.map(({ colour, opacity }, tone) => {
    const rectangles = Array.from({ length: size }, (_, row) =>
      stretchesWhere(size, (column) => toneOf(row * size + column) === tone).map(
        ({ from, to }) =>
          `M${from * pixel} ${row * pixel}h${(to - from) * pixel}v${pixel}h${(from - to) * pixel}z`,
      ),
    ).flat();
    return rectangles.length === 0
      ? ''
      : `<path d="${rectangles.join('')}" fill="${colour}" fill-opacity="${opacity}"/>`;
  });
  const place = `translate(${svgNumber(x + edge)} ${svgNumber(y + edge)})`;
  return `<g transform="${place}" shape-rendering="crispEdges"><title>${escapeMarkup(name)}</title>${paths.join('')}</g>`;
}

function check({ label, size, pixels, active }: ImageActivity, modules: number): void {
  const lengths = [pixels.length, ...active.map((mask) => mask.length)];
  if (lengths.some((length) => length !== size * size) || active.length !== modules) {
    throw new ShapeError(
      `imageRaster: expected ${modules} masks and an image of ${size} x ${size} pixels for "${label}", got lengths [${lengths.join(', ')}]`,
      { data: { label, size, lengths } },
    );
  }
}
