import * as z from 'zod';
import { PageError } from './pageError.ts';
import type { PagePlace } from './pageError.ts';

/** What a figure was measured on, and when. */
export interface Circumstances {
  /** The day, such as `2026-11-29`. */
  readonly date: string;
  /** The processor, and how much of it. */
  readonly processor: string;
  /** What computed: a rung of the backend ladder, several of them, or `none` for code without tensors. */
  readonly backend: string;
  /** Versions of Node and what else matters. Default: not kept. */
  readonly versions?: string;
  /** The commit of the code. Default: not kept. */
  readonly commit?: string;
}

const BACKENDS = ['node', 'node-gpu', 'wasm', 'webgl', 'webgpu', 'cpu', 'browser', 'none'];

const someText = z.string().min(1);

/** The keys of a page's header, and of what may stand behind the fence of a command. */
const circumstancesSchema = z.strictObject({
  date: z.iso.date('expected a day such as 2026-11-29'),
  processor: someText,
  backend: someText.refine(
    (given) => given.split(/,\s*/).every((name) => BACKENDS.includes(name)),
    `expected some of ${BACKENDS.join(', ')}, with commas between them`,
  ),
  versions: someText.optional(),
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,40}$/, 'expected 7 to 40 digits of a commit')
    .optional(),
});

/** The keys there are. */
export const CIRCUMSTANCES: readonly string[] = Object.keys(circumstancesSchema.shape);

/**
 * @param lines - Those of a page's header, one `key: value` each.
 * @param page - The page.
 * @returns The keys and their values, not checked yet.
 * @throws PageError when a line is none of these or a key comes twice.
 */
export function headerValues(lines: readonly string[], page: string): Record<string, string> {
  const values = new Map<string, string>();
  lines.forEach((text, index) => {
    const place = { page, line: index + 2 };
    const [, key, value] = /^([a-z]+):\s+(\S.*)$/.exec(text.trimEnd()) ?? [];
    if (key === undefined || value === undefined) {
      throw new PageError(
        place,
        `expected a header line such as "date: 2026-11-29", got "${text}"`,
      );
    }
    if (values.has(key)) throw new PageError(place, `${key} stands twice in the header`);
    values.set(key, value.replace(/^(["'])(.*)\1$/, '$2'));
  });
  return Object.fromEntries(values);
}

/**
 * @param values - Of the header, and of a block over them.
 * @param place - Of the header or block.
 * @returns What was measured on, and when.
 * @throws PageError when something is missing, unknown or impossible.
 */
export function circumstances(
  values: Readonly<Record<string, string>>,
  place: PagePlace,
): Circumstances {
  const parsed = circumstancesSchema.safeParse(values);
  if (parsed.success) return parsed.data as Circumstances;
  const issues = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new PageError(place, `date, processor or backend: ${issues.join('; ')}`, parsed.error);
}
