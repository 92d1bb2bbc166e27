import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  CausalMechanismsError,
  checkFlag,
  checkOptions,
  checkSignal,
  checkText,
} from '@causal-mechanisms/tensor-utils';
import { openRegularFile } from '@causal-mechanisms/tensor-utils/node';
import { SequenceLines } from '../../sequence/own/sequenceLines.ts';
import type { SequenceTable } from '../../sequence/own/sequenceTypes.ts';
import { readCsvRows } from '../csv/csvRows.ts';
import { textCheck } from '../csv/textCheck.ts';
import { accessError, checkPath } from '../fileAccess.ts';
import { checkTextOption, checkTextsOption } from '../optionChecks.ts';
import { SequenceRows } from './sequenceRows.ts';
import type { SequenceRowsOptions } from './sequenceRows.ts';

/** Options of {@link readSequences}. All but `tokens`, `format` and `signal` are of tables alone: JSON lines name their parts themselves. */
export interface ReadSequencesOptions extends SequenceRowsOptions {
  /** What the file is. Default: `lines` where its name ends in `.jsonl`, `.ndjson` or `.json`, else `table`. */
  readonly format?: 'table' | 'lines';
  /** What stands between the cells of a table. Default: a tab where the name ends in `.tsv`, else `,`. */
  readonly delimiter?: string;
  /** Stops reading. Default: none. */
  readonly signal?: AbortSignal;
}

/**
 * Reads a user's own sequences, of any lengths, from a file.
 *
 * A table in the layout `long` has a row per step, in order, and a column that names the sequence; rows of several sequences may alternate. In the layout
 * `wide` it has a row per sequence and a column per step; empty cells at the end mean that the sequence is shorter. A label stands in a column of its own,
 * and is the same in all rows of a sequence. Cells are numbers where the first of them is one, else tokens. JSON lines hold a record of `sequenceTable` each.
 *
 * @param path - The file, UTF-8.
 * @param options - What it is, and which columns mean what.
 * @returns The sequences, in the order in which they begin.
 * @throws FileAccessError when the file cannot be read; FileFormatError, with path, line and column, for an empty file or one without rows, a missing value, a
 *   text among numbers, a label that changes within a sequence, lines that are no JSON or unlike each other, and what `readTable` refuses;
 *   ArgumentError for a column that is unknown.
 *
 * @example
 * ```ts
 * import { mkdtemp, rm, writeFile } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { readSequences } from '@causal-mechanisms/datasets/node';
 *
 * const dir = await mkdtemp(join(tmpdir(), 'sequences-'));
 * const path = join(dir, 'data.csv');
 * await writeFile(path, 'id,load,heat\nmonday,1,20\nmonday,2,21\ntuesday,5,19\n');
 * const table = await readSequences(path);
 * console.log(table.kind, table.sequences.map(({ id }) => id)); // numbers [ 'monday', 'tuesday' ]
 * await rm(dir, { recursive: true });
 * ```
 */
export async function readSequences(
  path: string,
  options: ReadSequencesOptions = {},
): Promise<SequenceTable> {
  const owner = 'readSequences';
  checkPath(owner, 'path', path);
  const { format, layout, delimiter, signal } = checkOptions(owner, options);
  if (format !== undefined) checkText(owner, 'format', format, ['table', 'lines']);
  if (layout !== undefined) checkText(owner, 'layout', layout, ['long', 'wide']);
  checkSignal(owner, signal);
  checkTextOption(owner, 'id', options.id);
  checkTextOption(owner, 'label', options.label);
  checkTextsOption(owner, 'columns', options.columns);
  if (options.tokens !== undefined) checkFlag(owner, 'tokens', options.tokens);
  const ending = extname(path).toLowerCase();
  const isLines = ['.jsonl', '.ndjson', '.json'].includes(ending);
  if ((format ?? (isLines ? 'lines' : 'table')) === 'lines') return readLines(path, options);
  const rows = new SequenceRows(path, options);
  await readCsvRows(owner, path, rows, {
    delimiter: delimiter ?? (ending === '.tsv' ? '\t' : ','),
    ...(signal === undefined ? {} : { signal }),
  });
  return rows.finish();
}

async function readLines(
  path: string,
  { tokens = false, signal }: ReadSequencesOptions,
): Promise<SequenceTable> {
  const lines = new SequenceLines({ name: path, tokens });
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const file = await openRegularFile('readSequences', path);
  let refused: unknown;
  try {
    await pipeline(
      file.createReadStream(),
      textCheck(path),
      async (chunks: AsyncIterable<Buffer>) => {
        try {
          for await (const chunk of chunks) lines.add(decoder.decode(chunk, { stream: true }));
        } catch (error) {
          refused = error;
          throw error;
        }
      },
      { signal },
    );
  } catch (error) {
    // The pipeline tells of the abort that follows, and not always of what was refused.
    for (const found of [error, refused]) if (found instanceof CausalMechanismsError) throw found;
    signal?.throwIfAborted();
    throw accessError(path, 'read', error);
  }
  return lines.finish();
}
