import {
  cutSequences,
  selectSequences,
  sequenceCoding,
  sequenceLengths,
  sequenceTableTask,
  splitSequences,
} from '@causal-mechanisms/datasets';
import type { SequenceCoding, SequenceTable, SequenceTableTask } from '@causal-mechanisms/datasets';
import { readSequences } from '@causal-mechanisms/datasets/node';
import { CausalMechanismsError, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { DataUsed } from '../../../run/runResult.ts';
import type { OwnSequencesConfig } from './settings.ts';

/** A user's own sequences, ready to learn from. */
export interface OwnSequences {
  /** How they become numbers. */
  readonly coding: SequenceCoding;
  /** What is learned from. */
  readonly training: SequenceTableTask;
  /** The same as they were read. */
  readonly trainingTable: SequenceTable;
  /** What nothing is learned from. */
  readonly heldOut: SequenceTableTask;
  /** The same as they were read. */
  readonly heldOutTable: SequenceTable;
  /** Which data these are. */
  readonly used: DataUsed;
  /** What the user should know about them. */
  readonly warnings: readonly string[];
}

/** With fewer, a model learns sequences by heart. */
const FEW = 50;
/** From so many sequences on, whole ones are held out rather than pieces. */
const SEVERAL = 5;

/**
 * Reads sequences, holds some out, and makes tasks of them.
 *
 * @param config - Where they are, and what is asked.
 * @param seed - Decides which are held out.
 * @param signal - Stops reading.
 * @returns The tasks.
 * @throws CausalMechanismsError `ERR_DATA_MISSING` when no file is named, a sequence is too long, or there are too few; what `readSequences` throws.
 */
export async function readOwnSequences(
  config: OwnSequencesConfig,
  seed: number,
  signal: AbortSignal,
): Promise<OwnSequences> {
  if (config.sequences === '') {
    throw missing('this needs your sequences: lab train rims --sequences FILE', {});
  }
  const read = await readSequences(config.sequences, readOptions(config, signal));
  const labelled = read.sequences.every(({ label }) => label !== undefined);
  const ask = config.ask ?? (labelled ? 'label' : 'next');
  const warnings: string[] = [];
  const whole = ask === 'next' ? withNext(read, warnings) : read;
  const parts = split(whole, { ...config, ask }, seed, warnings);
  checkLengths(whole, parts, config, ask);
  const { training: trainingTable, heldOut: heldOutTable } = parts;
  const coding = sequenceCoding(read, { ask, scaleBy: trainingTable });
  const counts = [trainingTable, heldOutTable].map(({ sequences }) => sequences.length);
  const [learned = 0, kept = 0] = counts;
  if (learned < FEW) {
    warnings.push(`${learned} sequences to learn from; from ${FEW} on results are better`);
  }
  return {
    coding,
    trainingTable,
    heldOutTable,
    training: sequenceTableTask(trainingTable, coding),
    heldOut: sequenceTableTask(heldOutTable, coding),
    used: {
      kind: config.example > 0 ? 'synthetic' : 'own',
      description: `${config.sequences}: ${sizesOf(read)}, ${contentOf(coding)}; ${learned}${config.cut === null ? '' : ` pieces of at most ${config.cut} steps`} to learn from, ${kept} held out${config.example > 0 ? '; made up by a program' : ''}`,
      chosenBy: config.example > 0 ? 'the example' : 'named by the user',
    },
    warnings,
  };
}

function readOptions(
  { layout, id, label, columns, tokens, delimiter }: OwnSequencesConfig,
  signal: AbortSignal,
): Parameters<typeof readSequences>[1] {
  return {
    tokens,
    signal,
    ...(layout === null ? {} : { layout }),
    ...(id === null ? {} : { id }),
    ...(label === null ? {} : { label }),
    ...(columns === null ? {} : { columns }),
    ...(delimiter === null ? {} : { delimiter }),
  };
}

/** Of a sequence of one step there is no next one. */
function withNext(table: SequenceTable, warnings: string[]): SequenceTable {
  const lengths = sequenceLengths(table);
  const indices = Array.from(lengths.keys()).filter((index) => (lengths[index] ?? 0) >= 2);
  const left = lengths.length - indices.length;
  if (left === 0) return table;
  if (indices.length === 0) {
    throw missing(
      `${table.name}: all sequences have one step, and nothing comes next${table.sequences.length > 1 ? '; is each row a whole sequence? --layout wide' : ''}`,
      { sequences: left },
    );
  }
  warnings.push(`skipped: ${left} sequences of one step, which have no next one`);
  return selectSequences(table, indices);
}

function split(
  table: SequenceTable,
  { ask, cut, heldOut }: Pick<OwnSequencesConfig, 'cut' | 'heldOut'> & { ask: 'next' | 'label' },
  seed: number,
  warnings: string[],
): { training: SequenceTable; heldOut: SequenceTable } {
  if (cut !== null && ask === 'label') {
    throw missing('a label belongs to a whole sequence: --set cut is for --ask next', { cut });
  }
  const options = {
    share: heldOut,
    stream: new RandomStream(seed).split('held out'),
    byLabel: ask === 'label',
  };
  if (cut === null) {
    if (table.sequences.length === 1) {
      throw missing(
        `${table.name}: there is one sequence; one to learn from and one to hold out make two. --set cut=50 cuts it into pieces of 50 steps`,
        { sequences: 1 },
      );
    }
    return splitSequences(table, options);
  }
  const pieces = (whole: SequenceTable): SequenceTable => withNext(cutSequences(whole, cut), []);
  if (table.sequences.length < SEVERAL) {
    warnings.push(
      'pieces of one sequence are learned from and held out: the figures are those of a sequence that is known in part',
    );
    return splitSequences(pieces(table), options);
  }
  const parts = splitSequences(table, options);
  return { training: pieces(parts.training), heldOut: pieces(parts.heldOut) };
}

function checkLengths(
  { name }: SequenceTable,
  parts: { readonly training: SequenceTable; readonly heldOut: SequenceTable },
  { longest }: OwnSequencesConfig,
  ask: 'next' | 'label',
): void {
  for (const part of [parts.training, parts.heldOut]) {
    const place = sequenceLengths(part).findIndex((length) => length > longest);
    if (place < 0) continue;
    const steps = sequenceLengths(part)[place] ?? 0;
    const id = part.sequences[place]?.id ?? '';
    throw missing(
      `${name}: sequence "${id}" has ${steps} steps, and training goes back through all of them; ${ask === 'next' ? '--set cut=100 cuts sequences into pieces' : 'shorten it'}, or --set longest=${steps}`,
      { id, steps, longest },
    );
  }
}

/** Such as `12 sequences of 20 to 40 steps`. */
function sizesOf(table: SequenceTable): string {
  const lengths = sequenceLengths(table);
  const least = lengths.reduce((a, b) => Math.min(a, b), Infinity);
  const most = lengths.reduce((a, b) => Math.max(a, b), 0);
  const count = `${lengths.length} sequence${lengths.length === 1 ? '' : 's'}`;
  return `${count} of ${least === most ? '' : `${least} to `}${most} step${most === 1 ? '' : 's'}`;
}

function contentOf({ ask, inputs, labels = [] }: SequenceCoding): string {
  const content =
    inputs.kind === 'tokens'
      ? `${inputs.vocabulary.length} different tokens`
      : `numbers (${inputs.columns.join(', ')})`;
  return ask === 'next' ? content : `${content}, ${labels.length} labels`;
}

function missing(
  message: string,
  data: Readonly<Record<string, string | number>>,
): CausalMechanismsError {
  return new CausalMechanismsError('ERR_DATA_MISSING', message, { data });
}
