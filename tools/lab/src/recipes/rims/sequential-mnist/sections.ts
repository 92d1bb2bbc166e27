import { readActivity } from '../keptActivity.ts';
import type { PixelValue } from './pixelStudy.ts';
import { pixelSizes } from './settings.ts';
import type { SequentialMnistConfig } from './settings.ts';
import type { StudyEntry } from '../../../study/study.ts';
import { readOutcome } from '../../../study/trainStudy.ts';
import type { Curve } from '../../../report/figures/chartParts.ts';
import { DIRECT_LABELS } from '../../../report/figures/curveLabels.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import { imageRaster } from '../../../report/figures/imageRaster.ts';
import type { ReportBlock, ReportSection, SectionMaterial } from '../../../report/section.ts';

/** Guessing one of ten digits. */
const CHANCE = { label: 'chance, 10 %', value: 0.1, source: 'exact' } as const;

/**
 * @param material - The finished run.
 * @param models - Of the study.
 * @param config - Of the study.
 * @returns The section with accuracy against the size of the images, a curve per model.
 */
export async function accuracySection(
  material: SectionMaterial,
  models: readonly StudyEntry[],
  config: SequentialMnistConfig,
): Promise<ReportSection> {
  const sizes = pixelSizes(config).sort((a, b) => a - b);
  const curves: Curve[] = [];
  for (const { name, label } of models) {
    const outcome = await readOutcome<PixelValue>(material.part(name));
    if (outcome === undefined) continue;
    const { accuracy } = outcome.measured;
    curves.push({ label, points: sizes.map((side) => [side, accuracy[side] ?? NaN]) });
  }
  const chart = await curveChart(curves, [CHANCE], {
    xTitle: 'rows and columns of the image (pixels)',
    yTitle: 'accuracy on test digits',
    yRange: [0, 1],
    percent: true,
    xTicks: sizes,
    points: true,
    labels: curves.length > DIRECT_LABELS ? 'legend' : 'direct',
  });
  const rule =
    config.evaluation.selection === 'trainingSize'
      ? 'The model of each training run was chosen on held-out digits of the size of training.'
      : 'For each size the model was chosen on held-out digits of that size, as in the authors’ code: the sizes of the test take part in the choice.';
  return {
    title: 'Accuracy against the size of the image',
    text: `All models were trained on digits of ${config.size} x ${config.size} pixels. ${rule}`,
    blocks: [await material.figure('sizes', chart)],
  };
}

/**
 * @param material - The finished run.
 * @param models - Of the study.
 * @returns The section with where in a digit modules are active, for models whose modules can be inactive.
 */
export async function imageRasterSection(
  material: SectionMaterial,
  models: readonly StudyEntry[],
): Promise<ReportSection[]> {
  const blocks: ReportBlock[] = [];
  for (const { name, label } of models) {
    const outcome = await readOutcome<PixelValue>(material.part(name));
    const read = (outcome?.measured.activity ?? []).map(readActivity);
    const silent = read.some(({ active }) => active.some((module) => module.includes(0)));
    if (!silent) continue;
    const images = read.map(({ tokens, active }) => {
      const size = Math.sqrt(tokens.length);
      return { label: `${size} × ${size}`, size, pixels: tokens, active };
    });
    const figure = imageRaster(images, { title: label });
    blocks.push(await material.figure(`raster-${name}`, figure));
  }
  if (blocks.length === 0) return [];
  return [
    {
      title: 'Where in a digit modules are active',
      text: 'First the digit as it is read, row by row, then a map per module of the pixels at which it was active.',
      blocks,
    },
  ];
}

/**
 * @param material - The finished run.
 * @param models - Of the study.
 * @param config - Of the study.
 * @returns The section with accuracy on held-out digits during training.
 */
export async function learningSection(
  material: SectionMaterial,
  models: readonly StudyEntry[],
  { size, evaluation, images }: SequentialMnistConfig,
): Promise<ReportSection> {
  const curves: Curve[] = [];
  for (const { name, label } of models) {
    const history = await material.part(name).evaluations();
    curves.push({
      label,
      points: history.map(({ step, scalars }) => [step, scalars[`accuracy/${size}`] ?? NaN]),
    });
  }
  // Every model starts at chance: the name of the line stands at its other end.
  const chart = await curveChart(curves, [{ ...CHANCE, at: 'end' }], {
    xTitle: 'update',
    yTitle: `accuracy at ${size} x ${size}`,
    yRange: [0, 1],
    percent: true,
    labels: curves.length > DIRECT_LABELS ? 'legend' : 'direct',
  });
  return {
    title: 'During training',
    text: `On ${Math.min(evaluation.images, images.validation)} held-out digits of the size of training.`,
    blocks: [await material.figure('training', chart)],
  };
}
