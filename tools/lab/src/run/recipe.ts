import { parseConfig } from '@causal-mechanisms/tensor-utils';
import type { EvaluationEvent, JsonObject } from '@causal-mechanisms/tensor-utils';
import type * as z from 'zod';
import type { DataFinder } from './dataChoice.ts';
import type { Progress } from './progress.ts';
import { objectDefaults } from './objectDefaults.ts';
import type { ImageTable } from '../report/figures/imageGrid.ts';
import type { ReportSection, SectionMaterial } from '../report/section.ts';
import type { RunFolder } from './runFolder.ts';
import type { RunPart } from './runPart.ts';
import type { DataUsed, RecipeResult, RunResult } from './runResult.ts';
import type { Disposable, FollowedTraining } from './training/followTraining.ts';

/** What a running recipe gets from the lab. */
export interface RecipeContext {
  /** The master seed. */
  readonly seed: number;
  /** The run folder: caches, model, images. */
  readonly folder: RunFolder;
  /** Finds data on this machine, or says that there is none. */
  readonly data: DataFinder;
  /** Shows how far the run is. */
  readonly progress: Progress;
  /** Aborted when the run should stop; pass it on, or ask `stopIfInterrupted` between pieces of work. */
  readonly signal: AbortSignal;
  /**
   * Trains with log, progress, checkpoints and resume.
   *
   * @param training - The learner, and what to show of its evaluations.
   * @returns The trained model; the recipe disposes of it.
   */
  follow<Model extends Disposable>(training: FollowedTraining<Model>): Promise<Model>;
  /** @returns The evaluations of the training run, also those of before a resume. */
  evaluations(): Promise<EvaluationEvent[]>;
  /**
   * Opens a part of the run: a recipe that trains several models gives each of them one.
   *
   * @param name - Letters, digits, `.`, `_` and `-`: it names the folder `parts/NAME/`.
   * @returns The part; the same one for the same name.
   * @throws ArgumentError when the name cannot be a folder's.
   */
  part(name: string): RunPart;
  /**
   * Notes which data the run uses.
   *
   * @param used - The data.
   * @throws CausalMechanismsError `ERR_DATA_CHANGED` when the run was begun with other data.
   */
  pinData(used: DataUsed): Promise<void>;
  /**
   * Keeps images for the report.
   *
   * @param tables - By name.
   */
  keepImages(tables: Readonly<Record<string, ImageTable>>): Promise<void>;
}

/** A finished run, to draw from. */
export interface RunMaterial extends SectionMaterial {
  /** The run folder. */
  readonly folder: RunFolder;
  /** What was measured. */
  readonly result: RunResult;
  /** The evaluations of the training run; none when its parts train. */
  readonly evaluations: readonly EvaluationEvent[];
  /** The kept images by name. */
  readonly images: Readonly<Record<string, ImageTable>>;
  /** Whether figures of the paper may stand beside those of the run. */
  readonly isComparable: boolean;
}

/** Where the published figures are. */
interface Paper {
  /** Authors, title, year. */
  readonly title: string;
  /** A link to it. */
  readonly url: string;
  /** Which of its tables or figures. */
  readonly items: string;
  /** Its data and sizes in words, for readers of a smaller run. Default: `its own data and sizes`. */
  readonly used?: string;
  /**
   * Whether its figures can stand beside those of other settings, as laws and counts can. Default: no; they stand beside runs with the
   * settings and data of the paper.
   */
  readonly holds?: 'at any size';
}

/** A curve of the evaluations by which runs are compared. */
interface ComparedCurve {
  /** The scalar of the evaluations. */
  readonly scalar: string;
  /** The part of the run whose evaluations they are; runs without it are left out. Default: the run itself. */
  readonly part?: string;
  /** Its name for people. */
  readonly label: string;
  /** Written in percent. Default: false. */
  readonly percent?: boolean;
}

/** A matrix of the result that is drawn once for each run where runs are compared. */
export interface ComparedMatrix {
  /** Its name in the result; runs without it are left out. */
  readonly matrix: string;
  /** Its name for people. */
  readonly label: string;
  /** What a row is, such as `mechanism`. */
  readonly rowTitle: string;
  /** What a column is, such as `expert`. */
  readonly columnTitle: string;
}

/** The names of presets, from the smallest sizes to the largest, and then the one that departs from the paper. */
export const PRESETS = ['quick', 'small', 'medium', 'paper', 'stable'] as const;

/** What each preset changes in the defaults of a recipe. */
export interface Presets {
  /** Minutes on two cores, embedded data. */
  readonly quick: JsonObject;
  /** The paper's claim at a size for one or two hours on two cores. Default: the recipe has no such preset. */
  readonly small?: JsonObject;
  /** Between that and the paper: hours on two cores. Default: the recipe has no such preset. */
  readonly medium?: JsonObject;
  /** The paper's own sizes. */
  readonly paper: JsonObject;
  /** What departs from the paper to make the end of a run steadier; at its sizes, or those of `small` where the recipe has that. Default: the recipe has no such preset. */
  readonly stable?: JsonObject;
}

/** What the look at the data of a run may depend on. */
export type DataCheck = Pick<RecipeContext, 'seed' | 'signal'>;

/** What the author of a recipe writes down. */
export interface RecipeDefinition<Schema extends z.ZodType> {
  /** `system/name`. */
  readonly name: string;
  /** What it shows, in a few words. */
  readonly title: string;
  /** What it reproduces. */
  readonly paper: Paper;
  /** The configuration, with the paper's values as defaults. */
  readonly schema: Schema;
  /** What each preset changes in the defaults. */
  readonly presets: Presets;
  /** Curves by which runs are compared. */
  readonly compared: readonly ComparedCurve[];
  /** Matrices by which runs are compared. Default: none. */
  readonly comparedMatrices?: readonly ComparedMatrix[];
  /**
   * Looks at the data that the configuration names, before there is a run folder or a backend. Default: nothing is looked at.
   *
   * @param config - The resolved configuration.
   * @param asked - The seed, and the request to stop.
   * @throws What a user must mend.
   */
  checkData?(config: z.output<Schema>, asked: DataCheck): Promise<void>;
  /**
   * Does the work.
   *
   * @param context - Data, folder, progress.
   * @param config - The resolved configuration.
   * @returns What was measured; it must not depend on interruptions.
   */
  run(context: RecipeContext, config: z.output<Schema>): Promise<RecipeResult>;
  /**
   * Draws the report.
   *
   * @param material - The finished run.
   * @param config - The resolved configuration.
   * @returns The parts of the report.
   */
  draw(material: RunMaterial, config: z.output<Schema>): Promise<ReportSection[]>;
}

/** A recipe as the lab sees it: its configuration is plain JSON that was checked. */
export interface Recipe {
  readonly name: string;
  readonly title: string;
  readonly paper: Paper;
  readonly compared: readonly ComparedCurve[];
  /** Matrices by which runs are compared. */
  readonly comparedMatrices?: readonly ComparedMatrix[];
  /** What each preset changes in the defaults. */
  readonly presets: Presets;
  /** Objects that stand where a key is left out; who sets a part of one keeps the rest. Default: none. */
  readonly defaults?: Readonly<Record<string, JsonObject>>;
  /**
   * @param values - Any part of the configuration.
   * @returns The whole of it.
   * @throws ConfigError when a key is unknown or a value impossible.
   */
  resolve(values: JsonObject): JsonObject;
  checkData?(config: JsonObject, asked: DataCheck): Promise<void>;
  run(context: RecipeContext, config: JsonObject): Promise<RecipeResult>;
  draw(material: RunMaterial, config: JsonObject): Promise<ReportSection[]>;
}

/**
 * @param recipe - A recipe.
 * @returns The names of its presets, in the order of {@link PRESETS}.
 */
export function presetNames({ presets }: Pick<Recipe, 'presets'>): string[] {
  return PRESETS.filter((name) => presets[name] !== undefined);
}

/**
 * Makes a recipe: all that a new one needs is this call in one file, and a line in `recipes/index.ts`.
 *
 * @param definition - What the recipe is.
 * @returns The recipe.
 */
export function defineRecipe<Schema extends z.ZodType>(
  definition: RecipeDefinition<Schema>,
): Recipe {
  const { name, title, paper, compared, comparedMatrices = [], presets, schema } = definition;
  const parse = (values: JsonObject): z.output<Schema> => parseConfig(name, schema, values);
  return {
    name,
    title,
    paper,
    compared,
    comparedMatrices,
    presets,
    defaults: objectDefaults(schema),
    resolve: (values) => parse(values) as JsonObject,
    checkData: async (config, asked) => definition.checkData?.(parse(config), asked),
    run: (context, config) => definition.run(context, parse(config)),
    draw: (material, config) => definition.draw(material, parse(config)),
  };
}
