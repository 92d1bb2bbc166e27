import type { JsonObject, LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import type { Measure } from './measure.ts';

/** The data a run used. Synthetic data never passes for real. */
export interface DataUsed {
  /**
   * Real recordings; own: files that a user named, of which nothing more is known; synthetic: drawn by an embedded generator in
   * their stead; generated: the task itself is a rule for making data, in the paper as here.
   */
  readonly kind: 'real' | 'own' | 'synthetic' | 'generated';
  /** One line for people. */
  readonly description: string;
  /** Why these: which option, variable or fallback chose them. */
  readonly chosenBy: string;
}

/** What a recipe measured. */
export interface RecipeResult {
  /** One sentence that says what came out. */
  readonly headline: string;
  /** The figures, the most important first. */
  readonly measures: readonly Measure[];
  /** The data that were used. */
  readonly data: DataUsed;
  /** Named matrices. */
  readonly matrices: Readonly<Record<string, LabelledMatrix>>;
  /** What else a report needs: plain JSON. */
  readonly details: JsonObject;
}

/** What a run cost. Not part of what must be equal after a resume. */
export interface RunCost {
  /** Wall time of all sessions of the run, in seconds. */
  readonly seconds: number;
  /** The highest resident memory of any session, in MiB. */
  readonly peakMemoryMiB: number;
  /** Wall time of the finished parts by name, in seconds. Default: the run has no parts. */
  readonly parts?: Readonly<Record<string, number>>;
}

/** The content of `result.json`. */
export interface RunResult extends RecipeResult {
  /** The recipe, such as `experts-gan/main`. */
  readonly recipe: string;
  /** What it reproduces. */
  readonly title: string;
  /** The preset. */
  readonly preset: string;
  /** The seed. */
  readonly seed: number;
  /** The backend that computed it. */
  readonly backend: string;
  /** Time and memory. */
  readonly cost: RunCost;
}

/** What `data.json` must hold. */
export const dataSchema: z.ZodType<DataUsed> = z.object({
  kind: z.enum(['real', 'own', 'synthetic', 'generated']),
  description: z.string(),
  chosenBy: z.string(),
});

/** What `cost.json` must hold. */
export const costSchema = z.object({
  seconds: z.number().min(0),
  peakMemoryMiB: z.number().min(0),
  parts: z.record(z.string(), z.number().min(0)).optional(),
}) as z.ZodType<RunCost>;

/** What a figure in a file must be. */
export const measureSchema = z.object({
  name: z.string(),
  label: z.string(),
  model: z.string().optional(),
  column: z.string().optional(),
  table: z.string().optional(),
  value: z.union([z.number(), z.string(), z.null()]),
  format: z.enum(['percent', 'integer', 'decimal', 'decibel']).optional(),
  outOf: z.number().optional(),
  paper: z.string().optional(),
  main: z.boolean().optional(),
}) as z.ZodType<Measure>;

const texts = z.array(z.string());
/** JSON has no NaN: a `null` stands for it. */
const numbers = z.array(z.number().nullable());

/** What a labelled matrix in a file must be. */
export const matrixSchema = z.object({
  rows: texts,
  columns: texts,
  values: z.array(numbers),
}) as unknown as z.ZodType<LabelledMatrix>;

/** What `result.json` must hold. */
export const resultSchema = z.object({
  recipe: z.string(),
  title: z.string(),
  preset: z.string(),
  seed: z.int().min(0),
  backend: z.string(),
  headline: z.string(),
  measures: z.array(measureSchema),
  data: dataSchema,
  matrices: z.record(z.string(), matrixSchema),
  details: z.record(z.string(), z.unknown()),
  cost: costSchema,
}) as unknown as z.ZodType<RunResult>;
