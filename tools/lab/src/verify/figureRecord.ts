import * as z from 'zod';
import { PageError } from './pageError.ts';
import type { PagePlace } from './pageError.ts';

/** What a figure is held to. */
export interface ExpectedFigure {
  /** The value; `null` for what is never reached. Of several seeds, the median. */
  readonly value: number | string | null;
  /** How far from the value it may lie. Default: 0. */
  readonly spread?: number;
}

/** Figures by the name of their measure in `result.json`. */
export type ExpectedFigures = Readonly<Record<string, ExpectedFigure>>;

const figuresSchema = z
  .record(
    z.string(),
    z.union([
      z.strictObject({ value: z.number(), spread: z.number().min(0).optional() }),
      z.strictObject({ value: z.string() }),
      z.strictObject({ value: z.null() }),
    ]),
  )
  .refine((figures) => Object.keys(figures).length > 0, 'expected at least one figure');

/**
 * Reads a block of figures.
 *
 * @param lines - JSON: an object with the name of a measure and `{ "value": 0.52, "spread": 0.02 }` for each figure.
 * @param place - Where the block begins.
 * @returns The figures.
 * @throws PageError when it holds something else.
 */
export function expectedFigures(lines: readonly string[], place: PagePlace): ExpectedFigures {
  let content: unknown;
  try {
    content = JSON.parse(lines.join('\n'));
  } catch (error) {
    throw new PageError(place, 'this block of figures is not JSON', error);
  }
  const parsed = figuresSchema.safeParse(content);
  if (parsed.success) return parsed.data as ExpectedFigures;
  throw new PageError(
    place,
    `expected measures such as "accuracy": { "value": 0.52, "spread": 0.02 }: ${z.prettifyError(parsed.error)}`,
    parsed.error,
  );
}
