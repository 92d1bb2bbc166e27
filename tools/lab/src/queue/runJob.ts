import * as z from 'zod';
import { plainName } from '../run/files/plainName.ts';
import { recordSchema } from '../run/runFolder.ts';
import type { RunRecord } from '../run/runFolder.ts';
import { JobError } from '../store/studyErrors.ts';

/** The form of a job that this code writes and reads. */
export const JOB_FORMAT = 1;

/** What a job says: names and settings, nothing that is executed. */
export interface RunJob {
  /** The form of the job: {@link JOB_FORMAT}. */
  readonly format: typeof JOB_FORMAT;
  /** The study. */
  readonly study: string;
  /** The run of the study; names its folder. */
  readonly run: string;
  /** What to run. */
  readonly record: RunRecord;
  /** The version of the code that planned it, of `codeFingerprint`. */
  readonly code: string;
  /** What was typed to begin the study, without passwords. */
  readonly typed: readonly string[];
}

const jobSchema = z.strictObject({
  format: z.literal(JOB_FORMAT),
  study: plainName,
  run: plainName,
  record: recordSchema,
  code: z.string().max(64),
  typed: z.array(z.string()),
}) as unknown as z.ZodType<RunJob>;

/**
 * @param data - What a queue holds: anybody who reaches it can have put it there.
 * @returns The job.
 * @throws JobError when it is no job, or one of another form.
 */
export function readJob(data: unknown): RunJob {
  const form = z.object({ format: z.unknown() }).safeParse(data);
  if (form.success && form.data.format !== JOB_FORMAT) {
    throw new JobError(
      `the job has the form ${String(form.data.format)}, this code reads ${JOB_FORMAT}`,
    );
  }
  const parsed = jobSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new JobError(`the job is not as it should be: ${z.prettifyError(parsed.error)}`, {
    cause: parsed.error,
  });
}

/**
 * @param job - Study and run.
 * @returns The number of the job in the queue: the same run gets the same, and is queued once.
 */
export function jobId({ study, run }: Pick<RunJob, 'study' | 'run'>): string {
  return `${study}/${run}`;
}
