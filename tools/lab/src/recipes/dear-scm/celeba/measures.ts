import { measureRobustness, measureSampleEfficiency } from '@causal-mechanisms/dear-scm';
import type { DearModel } from '@causal-mechanisms/dear-scm';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import type { Measure } from '../../../run/measure.ts';
import { imageFigures } from '../images/imageResult.ts';
import type { ImageResult } from '../images/imageResult.ts';
import type { ImageTask } from '../images/trainImages.ts';
import { ATTRIBUTE, TARGET } from './celebaSets.ts';
import type { CelebaConfig, Structure } from './settings.ts';

/** What a part is called. */
export const TITLES: Readonly<Record<Structure, string>> = {
  smile: 'CelebA-Smile',
  attractive: 'CelebA-Attractive',
  manipulated: 'CelebA-Attractive, manipulated',
};

/** As printed in the authors' talk, in percent. */
const PUBLISHED = {
  linear: {
    few: '83.51±.77',
    many: '84.92±.11',
    efficiency: '98.34±.81',
    worst: '76.05±.70',
    average: '83.56±.09',
  },
  monotone: {
    few: '84.44±.48',
    many: '85.10±.09',
    efficiency: '99.23±.51',
    worst: '71.37±.66',
    average: '83.81±.08',
  },
} as const;

const FIGURES = {
  few: 'test accuracy after few images',
  many: 'test accuracy after many images',
  efficiency: 'few divided by many',
  worst: 'accuracy in the worst group',
  average: 'accuracy over all groups',
} as const;

type Figure = keyof typeof FIGURES;

/**
 * Measures the downstream task of a part: for the target of CelebA-Attractive, learning from few images; for manipulated images, the worst
 * group.
 *
 * @param model - The representation.
 * @param structure - The part.
 * @param task - What it learned from.
 * @param options - Sizes, seed and signal.
 * @returns Means over repetitions, by name; none for the part that has no target.
 */
export async function measureDownstream(
  model: DearModel,
  structure: Structure,
  { training, test }: ImageTask,
  options: {
    readonly config: CelebaConfig;
    readonly seed: number;
    readonly signal: AbortSignal;
  },
): Promise<Partial<Record<Figure, number>> & JsonObject> {
  const { config, seed, signal } = options;
  const { few, many, repeats } = config.downstream;
  const method = { kind: 'representation', model } as const;
  const common = { train: training, test, target: TARGET, repeats, signal };
  const stream = new RandomStream(seed).split(`downstream ${structure}`);
  if (structure === 'smile') return {};
  if (structure === 'attractive') {
    const found = await measureSampleEfficiency(method, {
      ...common,
      few: Math.min(few, training.size),
      many: Math.min(many, training.size),
      stream,
    });
    return {
      few: mean(found.few),
      many: mean(found.many),
      efficiency: found.efficiency.mean,
    };
  }
  const found = await measureRobustness(method, { ...common, attribute: ATTRIBUTE, stream });
  return { worst: mean(found.worst), average: mean(found.average) };
}

/**
 * The figures of a part, with the published ones beside them.
 *
 * @param structure - The part.
 * @param result - What was measured.
 * @param config - Which prior.
 * @returns Downstream figures first.
 */
export function celebaMeasures(
  structure: Structure,
  result: ImageResult,
  { dear }: Pick<CelebaConfig, 'dear'>,
): Measure[] {
  const { kind } = dear.prior;
  const published = kind === 'gaussian' ? undefined : PUBLISHED[kind];
  const downstream = (Object.keys(FIGURES) as Figure[]).flatMap((name): Measure[] => {
    const value = result.more[name];
    if (typeof value !== 'number') return [];
    return [
      {
        name: `${structure}/${name}`,
        label: `${TITLES[structure]}, ${FIGURES[name]}`,
        value,
        format: 'percent',
        main: true,
        ...(published === undefined ? {} : { paper: published[name] }),
      },
    ];
  });
  const names = { prefix: `${structure}/`, title: `${TITLES[structure]}, ` };
  return [...downstream, ...imageFigures(result, names)];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
