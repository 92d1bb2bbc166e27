import type { DearModel } from '@causal-mechanisms/dear-scm';
import type { JsonObject, LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import type { Measure } from '../../../run/measure.ts';
import type { RunPart } from '../../../run/runPart.ts';
import type { ImageSettings } from './imageSettings.ts';
import { imageTables } from './imageTables.ts';
import { measureImages } from './measureImages.ts';
import type { ImageMeasures } from './measureImages.ts';
import { trainImages } from './trainImages.ts';
import type { ImageTask } from './trainImages.ts';

/** What a part with a model of images keeps: plain JSON. */
export interface ImageResult extends JsonObject {
  /** What was measured. */
  readonly measured: ImageMeasures & JsonObject;
  /** What the report shows. */
  readonly images: Readonly<Record<string, ImageTable>> & JsonObject;
  /** What else was measured. */
  readonly more: JsonObject;
}

/** Options of {@link imageResult}. */
export interface ImageResultOptions {
  /** Where log and checkpoints go. */
  readonly part: RunPart;
  /** The folder that the model is saved in. */
  readonly model: string;
  /** Sizes and training. */
  readonly settings: ImageSettings;
  /** The seed. */
  readonly seed: number;
  /** Ends the work. */
  readonly signal: AbortSignal;
  /**
   * @param model - The trained model; not disposed.
   * @returns What else is to be measured of it: plain JSON. Default: nothing.
   */
  readonly more?: (model: DearModel) => Promise<JsonObject>;
}

/**
 * Trains a model of images as a part of a run, saves it, and measures it: once, however often the run is interrupted.
 *
 * @param task - Images and graph.
 * @param options - Part and settings.
 * @returns Figures and images.
 */
export function imageResult(
  task: ImageTask,
  { part, model: folder, settings, seed, signal, more }: ImageResultOptions,
): Promise<ImageResult> {
  return part.finished(async () => {
    const model = await trainImages(part, task, settings, seed);
    try {
      await model.save(modelFolder(folder));
      const measured = await measureImages(model, task.test, signal);
      const images = await imageTables(model, task.test, settings, seed);
      const found = (await more?.(model)) ?? {};
      return { measured, images, more: found } as unknown as ImageResult;
    } finally {
      model.dispose();
    }
  });
}

/** What begins the names of figures. */
export interface FigureNames {
  /** For programs, such as `smile/`. Default: nothing. */
  readonly prefix?: string;
  /** For people, such as `CelebA-Smile, `. Default: nothing. */
  readonly title?: string;
}

/**
 * The figures of a model in words.
 *
 * @param result - What was measured.
 * @param of - What begins names and labels, where a run has several models.
 * @returns How well each factor is read, how far it follows when it is set, and the error of reconstructions.
 */
export function imageFigures({ measured }: ImageResult, of: FigureNames = {}): Measure[] {
  const { prefix = '', title = '' } = of;
  const { agreement, reconstruction, effects } = measured;
  const followed = (factor: string): number => {
    const place = effects.columns.indexOf(factor);
    return effects.values[place]?.[place] ?? NaN;
  };
  return [
    ...agreement.flatMap(({ factor, kind, score, reference }): Measure[] => [
      kind === 'binary'
        ? {
            name: `${prefix}read/${factor}`,
            label: `${title}${factor}: read right on held-out images (${percent(reference)} by the more frequent label)`,
            value: score,
            format: 'percent',
          }
        : {
            name: `${prefix}read/${factor}`,
            label: `${title}${factor}: R squared on held-out images`,
            value: score,
          },
    ]),
    ...effects.columns.map((factor): Measure => ({
      name: `${prefix}follows/${factor}`,
      label: `${title}${factor}: how far it follows when it is set (1: fully)`,
      value: followed(factor),
    })),
    {
      name: `${prefix}reconstruction`,
      label: `${title}mean squared error of reconstructed pixels`,
      value: reconstruction,
    },
  ];
}

/**
 * @param result - What was measured.
 * @returns How well factors are read and how far they follow, in a sentence; a second one says what to do where none follows.
 */
export function imageHeadline({ measured }: ImageResult): string {
  const read = measured.agreement.map(({ factor, kind, score }) =>
    kind === 'binary'
      ? `${factor} ${percent(score)} right`
      : `${factor} R squared ${score.toFixed(2)}`,
  );
  const { columns, values } = measured.effects;
  const follow = columns.map((factor, i) => `${factor} ${(values[i]?.[i] ?? NaN).toFixed(2)}`);
  const sentence = `On held-out images the encoder reads ${read.join(', ')}; set factors follow by ${follow.join(', ')}.`;
  return columns.every((_, i) => !((values[i]?.[i] ?? NaN) >= FOLLOWS))
    ? `${sentence} ${ADVICE}`
    : sentence;
}

/** Below it a factor that is set hardly shows in the image. */
const FOLLOWS = 0.3;

const ADVICE =
  'That is hardly at all: the generator has learned too little for counterfactuals; take a larger preset, or more iterations.';

/**
 * @param results - By the name of the model, where there are several.
 * @returns The matrices of a result.
 */
export function imageMatrices(
  results: Readonly<Record<string, ImageResult>>,
): Record<string, LabelledMatrix> {
  return Object.fromEntries(
    Object.entries(results).flatMap(([name, { measured }]) => [
      [`${name}adjacency`, measured.adjacency],
      [`${name}effects`, measured.effects],
    ]),
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
