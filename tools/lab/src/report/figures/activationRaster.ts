import { ShapeError } from '@causal-mechanisms/tensor-utils';
import { activeShare, isActive, stretchesWhere } from './stretches.ts';
import type { Stretch } from './stretches.ts';
import { LETTER_WIDTH, svgFigure, svgNumber, svgText, wholePercent } from './svgParts.ts';
import { escapeMarkup, FIGURE_COLOURS } from '../page/theme.ts';
import { TOKEN_STRIP, tokenStrip } from './tokenStrip.ts';

/** Which modules were active while a model read one sequence. */
export interface SequenceActivity {
  /** The input, one token per step. */
  readonly tokens: readonly number[];
  /** 1 where a module was active, 0 elsewhere: `active[module][step]`. */
  readonly active: readonly (readonly number[])[];
}

/** A stretch of the sequence with a meaning. */
export interface RasterPhase {
  /** Such as `gap`. */
  readonly label: string;
  /** Its first step, from 0. */
  readonly from: number;
  /** The step after its last. */
  readonly to: number;
}

/** Options of {@link activationRaster}. */
export interface ActivationRasterOptions {
  /** Stands above the figure. */
  readonly title: string;
  /** One name per module. Default: `module 1` and so on. */
  readonly modules?: readonly string[];
  /** Shaded and labelled, with a share of active steps each. They must not overlap. Default: none. */
  readonly phases?: readonly RasterPhase[];
  /** The label of a phase: modules that are active in more of it stand higher. Default: they stand as given. */
  readonly sortBy?: string;
  /** The token to highlight, such as the one that asks for the answer. Default: none. */
  readonly marker?: number;
  /**
   * @param token - Of the input.
   * @returns A sign for it, best of one letter. Default: the number, and nothing for 0, which is drawn as a dot.
   */
  readonly showToken?: (token: number) => string;
}

const WIDTH = 1120;
const ROW = { height: 22, gap: 5 };
/** A step is as wide as the figure allows, but not so wide that a short sequence looks like a table. */
const WIDEST_CELL = 24;
const NARROW_CELL = 6;
const SHARE_WIDTH = 58;
const TOP = { title: 16, note: 36, phases: 62, strip: 72, stripAlone: 62 };

/**
 * Draws which modules are active at which step: a row per module, filled where it is active.
 *
 * @param sequence - Tokens and masks of one sequence.
 * @param options - Names, phases and order.
 * @returns SVG text at most 1120 pixels wide: one rectangle per stretch of active steps.
 * @throws ShapeError when a mask is not as long as the sequence, or there is not one name per module.
 */
export function activationRaster(
  sequence: SequenceActivity,
  options: ActivationRasterOptions,
): string {
  const { tokens, active } = sequence;
  const { title, phases = [], sortBy, marker, showToken = showDigit } = options;
  const names = options.modules ?? active.map((_, module) => `module ${module + 1}`);
  check(sequence, names);
  const rows = sorted(
    sequence,
    names,
    phases.find(({ label }) => label === sortBy),
  );
  const shares = [...phases, { label: 'all', from: 0, to: tokens.length }];
  const left = 14 + LETTER_WIDTH * Math.max(...names.map((name) => name.length), 4);
  const right = 14 + SHARE_WIDTH * shares.length;
  const cell = Math.min(WIDEST_CELL, (WIDTH - left - right) / Math.max(1, tokens.length));
  const end = left + cell * tokens.length;
  const strip = phases.length > 0 ? TOP.strip : TOP.stripAlone;
  const first = strip + TOKEN_STRIP + 8;
  const bottom = first + (ROW.height + ROW.gap) * rows.length - ROW.gap;
  const xOf = (step: number): number => left + cell * step;
  const markers = tokens.flatMap((token, step) => (token === marker ? [step] : []));

  const parts = [
    svgText(0, TOP.title, title, { size: 15, weight: 600, anchor: 'start' }),
    svgText(0, TOP.note, noteOf(sortBy), { anchor: 'start', muted: true }),
    ...phases.map((phase, place) => phaseBand(phase, place)),
    svgText(left - 10, strip + 16, 'input', { anchor: 'end', muted: true }),
    tokenStrip(tokens, {
      x: left,
      y: strip,
      cell,
      showToken,
      ...(marker === undefined ? {} : { marker }),
    }),
    ...rows.map(({ name, mask }, row) =>
      moduleRow(name, mask, first + (ROW.height + ROW.gap) * row),
    ),
    ...markers.map(
      (step) =>
        `<path d="M${svgNumber(xOf(step + 0.5))} ${strip + TOKEN_STRIP}V${bottom + 4}" stroke="${FIGURE_COLOURS.mark}" stroke-width="1.5" stroke-dasharray="3 3"/>`,
    ),
    stepAxis(),
    svgText(
      end + 14 + (SHARE_WIDTH * shares.length) / 2,
      strip - 4,
      shares.length === 1 ? 'active' : 'share of steps active',
      {
        size: 11.5,
        muted: true,
      },
    ),
    ...shares.map(({ label }, column) =>
      svgText(end + 14 + SHARE_WIDTH * (column + 0.5), strip + 16, label, {
        size: 11.5,
        muted: true,
      }),
    ),
  ];
  return svgFigure(title, [end + right, bottom + 46], parts);

  function phaseBand({ label, from, to }: RasterPhase, place: number): string {
    const [x, width] = [xOf(from), cell * (to - from)];
    const tint = `fill="${FIGURE_COLOURS.muted}" fill-opacity="${place % 2 === 0 ? 0.04 : 0.1}"`;
    // The label of a short phase is longer than the phase: it starts where the phase starts.
    const fits = LETTER_WIDTH * label.length <= width;
    return (
      `<rect x="${svgNumber(x)}" y="${TOP.phases}" width="${svgNumber(width)}" height="${bottom - TOP.phases + 6}" rx="4" ${tint}/>` +
      svgText(fits ? x + width / 2 : x, TOP.phases - 6, label, {
        weight: 600,
        anchor: fits ? 'middle' : 'start',
      })
    );
  }

  function moduleRow(name: string, mask: readonly number[], y: number): string {
    const round = cell >= NARROW_CELL ? 3 : 1;
    const track =
      `<rect x="${svgNumber(left)}" y="${y}" width="${svgNumber(cell * tokens.length)}" height="${ROW.height}" rx="${round}" fill="${FIGURE_COLOURS.line}">` +
      `<title>${escapeMarkup(name)}: active in ${wholePercent(activeShare(mask))} of the steps</title></rect>`;
    const stretches = stretchesWhere(mask.length, (step) => isActive(mask[step])).map(
      ({ from, to }) =>
        `<rect class="active" x="${svgNumber(xOf(from))}" y="${y}" width="${svgNumber(cell * (to - from))}" height="${ROW.height}" rx="${round}" fill="${FIGURE_COLOURS.heat}">` +
        `<title>${escapeMarkup(name)}: active ${stepsOf({ from, to })}</title></rect>`,
    );
    const text = y + ROW.height / 2 + 4.5;
    return [
      svgText(left - 10, text, name, { anchor: 'end' }),
      track,
      ...stretches,
      ...shares.map(({ from, to }, column) =>
        svgText(
          end + 14 + SHARE_WIDTH * (column + 0.5),
          text,
          wholePercent(activeShare(mask, (step) => step >= from && step < to)),
          column === shares.length - 1 ? { weight: 600 } : {},
        ),
      ),
    ].join('');
  }

  function stepAxis(): string {
    const every = tickEvery(tokens.length);
    const ticks = Array.from(
      { length: Math.floor(tokens.length / every) + 1 },
      (_, i) => i * every,
    );
    return [
      ...ticks
        .filter((step) => step < tokens.length)
        .map((step) => {
          const x = svgNumber(xOf(step + 0.5));
          return `<path d="M${x} ${bottom + 8}v4" stroke="${FIGURE_COLOURS.muted}"/>${svgText(x, bottom + 25, String(step), { size: 11.5, muted: true })}`;
        }),
      svgText((left + end) / 2, bottom + 42, 'step', { muted: true }),
    ].join('');
  }
}

function check({ tokens, active }: SequenceActivity, names: readonly string[]): void {
  const lengths = active.map((mask) => mask.length);
  if (lengths.some((length) => length !== tokens.length) || names.length !== active.length) {
    throw new ShapeError(
      `activationRaster: expected one name per module and masks as long as the ${tokens.length} tokens, got ${names.length} names and masks of [${lengths.join(', ')}]`,
      { data: { tokens: tokens.length, names: names.length, lengths } },
    );
  }
}

function sorted(
  { active }: SequenceActivity,
  names: readonly string[],
  phase: Stretch | undefined,
): { name: string; mask: readonly number[] }[] {
  const rows = active.map((mask, module) => ({ name: names[module] ?? '', mask }));
  if (phase === undefined) return rows;
  const within = ({ mask }: { mask: readonly number[] }): number =>
    activeShare(mask, (step) => step >= phase.from && step < phase.to);
  return rows.sort((a, b) => within(b) - within(a));
}

function noteOf(sortBy: string | undefined): string {
  const order = sortBy === undefined ? '' : ` Sorted by activity in the phase “${sortBy}”.`;
  return `A bar where a module is active.${order}`;
}

function stepsOf({ from, to }: Stretch): string {
  return to - from === 1 ? `at step ${from}` : `from step ${from} to ${to - 1}`;
}

function showDigit(token: number): string {
  return token === 0 ? '' : String(token);
}

/** About ten numbers, at round distances. */
function tickEvery(steps: number): number {
  return [1, 2, 5, 10, 20, 25, 50, 100].find((every) => steps / every <= 12) ?? 200;
}
