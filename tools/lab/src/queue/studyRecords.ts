import * as z from 'zod';
import { groupSchema } from '../command/run/runPlan.ts';
import type { RunGroup } from '../command/run/runPlan.ts';
import { plainName } from '../run/files/plainName.ts';
import type { Measure } from '../run/measure.ts';
import { measureSchema } from '../run/runResult.ts';
import { filesSchema } from '../store/folderFiles.ts';
import type { StoredFile } from '../store/folderFiles.ts';

/** What was asked for when a study began. */
export interface StudyRecord {
  /** The form of the record. */
  readonly format: 1;
  /** The version of the code that planned it. */
  readonly code: string;
  /** What was typed, without passwords. */
  readonly typed: readonly string[];
  /** How often a run that failed is tried again. */
  readonly retries: number;
  /** Its runs; with halving, those of the first rung. */
  readonly group: RunGroup;
}

/** A run that is finished. */
export interface DoneRun {
  /** Which folder below that of the run holds it. */
  readonly attempt: string;
  /** Who computed it. */
  readonly worker: string;
  /** When it was finished: milliseconds since 1970. */
  readonly at: number;
  /** Wall time of all its sessions in seconds. */
  readonly seconds: number;
  /** What was measured. */
  readonly measures: readonly Measure[];
  /** Its files. */
  readonly files: readonly StoredFile[];
}

/** A run that failed as often as it may, or that nobody can do. */
export interface AsideRun {
  /** Why. */
  readonly message: string;
  /** Who tried it last. */
  readonly worker: string;
  /** When it was kept aside: milliseconds since 1970. */
  readonly at: number;
}

/** The form of a {@link StudyRecord} in the store. */
export const recordSchema = z.object({
  format: z.literal(1),
  code: z.string(),
  typed: z.array(z.string()),
  retries: z.int().min(0),
  group: groupSchema,
});
/** The form of a {@link DoneRun} in the store. */
export const doneSchema = z.object({
  attempt: plainName,
  worker: z.string(),
  at: z.number(),
  seconds: z.number(),
  measures: z.array(measureSchema),
  files: filesSchema,
});
/** The form of an {@link AsideRun} in the store. */
export const asideSchema = z.object({ message: z.string(), worker: z.string(), at: z.number() });
