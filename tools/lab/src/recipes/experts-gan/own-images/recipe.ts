import { createSampler, gatherImages } from '@causal-mechanisms/datasets';
import type { ImageDataset } from '@causal-mechanisms/datasets';
import { trainExperts } from '@causal-mechanisms/experts-gan';
import type { ChangedImages, ExpertsModel } from '@causal-mechanisms/experts-gan';
import { assignmentVerdict } from '@causal-mechanisms/metrics';
import type { Evaluation, LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import type { Tensor4D } from '@tensorflow/tfjs';
import { heatMap } from '../../../report/figures/heatMap.ts';
import { imageRow } from '../../../report/figures/imageGrid.ts';
import type { ImageTable } from '../../../report/figures/imageGrid.ts';
import { imageSection } from '../../../report/figures/imageSection.ts';
import { share } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { drawExampleFolders } from './exampleFolders.ts';
import { readOwnFolders } from './ownFolders.ts';
import { OWN_FOLDERS_PRESETS, ownCompetition, ownFoldersSchema } from './settings.ts';
import { earlyWord, watchEvaluation } from './watch.ts';
import { idleWinners } from '../competition/idleWinners.ts';

/** What no setting changes; said in every report. */
const LIMITS =
  'An expert sees 11x11 pixels around each output pixel: it cannot undo a shift by more than 5 pixels, a flip or a large rotation.';

/** Competing experts on two folders of a user's own. */
export const expertsGanOwnImages = defineRecipe({
  name: 'experts-gan/own-images',
  title: 'Mechanisms in own images',
  paper: {
    title: 'Parascandolo et al. (ICML 2018), Learning Independent Causal Mechanisms',
    url: 'https://arxiv.org/abs/1712.00961',
    items: 'the method, on data of one’s own',
  },
  schema: ownFoldersSchema,
  presets: OWN_FOLDERS_PRESETS,
  compared: [{ scalar: 'largestShare', label: 'share of the busiest expert', percent: true }],

  async run(context, config) {
    const { progress, seed } = context;
    if (config.example > 0) await drawExampleFolders(config, seed, config.example);
    const data = await readOwnFolders(config);
    await context.pinData(data.used);
    for (const warning of [...data.warnings, LIMITS]) progress.note(`note: ${warning}`);
    const stream = new RandomStream(seed).split('watched');
    const count = Math.min(config.evaluation.images, data.transformed.size);
    const chosen = stream.sampleIndices(count, data.transformed.size);
    const { images } = await gatherImages(data.transformed, chosen);
    const labels = labelsOf(data.transformed, chosen);
    let model: ExpertsModel | undefined;
    try {
      model = await context.follow<ExpertsModel>({
        checkpointEvery: config.checkpointEvery,
        show: ({ kind, scalars }) => {
          const { expert } = scalars;
          if (kind === 'step') return expert === undefined ? {} : { expert: String(expert) };
          return { shares: sharesOf(scalars, config.experts) };
        },
        start: (hooks) => {
          let isSaid = false;
          let step = 0;
          return trainExperts(
            {
              transformed: createSampler(data.transformed),
              canonical: createSampler(data.canonical),
            },
            {
              config: ownCompetition(config, seed),
              ...hooks,
              evaluate: {
                every: config.evaluation.every,
                run: async (current) => {
                  const found = await watch(current, images, labels);
                  const word = isSaid ? undefined : earlyWord(step, found, config.experts);
                  if (word !== undefined) progress.note(`warning: ${word}`);
                  isSaid ||= word !== undefined;
                  step += config.evaluation.every;
                  return found;
                },
              },
            },
          );
        },
      });
      const final = await watch(model, images, labels);
      const unraised = await idleWinners(model, probeOf(images, labels), data.canonical);
      progress.stop();
      if (unraised !== undefined) progress.note(`warning: ${unraised}`);
      await model.save(modelFolder(context.folder.model));
      await context.keepImages({
        outputs: await bestOutputs(model, images, config.shown, labels),
      });
      const words = [earlyWord(config.iterations, final, config.experts), unraised].filter(
        (word) => word !== undefined,
      );
      const wins = final.matrices?.['wins'] ?? { rows: [], columns: [], values: [] };
      return {
        headline: headlineOf(final, wins, config.experts, count),
        measures: [
          ...(labels === undefined
            ? []
            : [
                {
                  name: 'matched',
                  label: 'sub-folders with an expert of their own',
                  value: assignmentVerdict(wins.values).matched,
                  outOf: wins.rows.length,
                  format: 'integer' as const,
                },
              ]),
          {
            name: 'largestShare',
            label: 'images that the busiest expert wins',
            value: final.scalars['largestShare'] ?? null,
            format: 'percent' as const,
          },
          {
            name: 'margin',
            label: 'best score above the second, as a logit',
            value: final.scalars['margin'] ?? null,
          },
        ],
        data: data.used,
        matrices: { wins },
        details: { warnings: [...data.warnings, ...words, LIMITS] },
      };
    } finally {
      images.dispose();
      model?.dispose();
    }
  },

  async draw(material, config) {
    const { result, images } = material;
    const wins = result.matrices['wins'];
    const warnings = result.details['warnings'];
    const notes = Array.isArray(warnings) ? warnings.map(sentence).join(' ') : '';
    return [
      ...(await imageSection(
        'Your images and what the best expert makes of them',
        `After ${config.iterations} iterations. These images were trained on; what each should look like was not. ${notes}`,
        images['outputs'],
      )),
      ...(wins === undefined
        ? []
        : [
            {
              title: 'Who wins what',
              text: 'The share of the images that each expert wins, by sub-folder where there are any. Training does not see the sub-folders.',
              blocks: [
                await material.figure(
                  'wins',
                  await heatMap(wins, {
                    title: 'wins',
                    rowTitle: 'sub-folder',
                    columnTitle: 'expert',
                  }),
                ),
              ],
            },
          ]),
    ];
  },
});

/** Which sub-folder each image lies in. */
interface Labels {
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
}

function labelsOf(data: ImageDataset, chosen: ArrayLike<number>): Labels | undefined {
  const { labels, classNames } = data;
  if (labels === undefined || classNames === undefined || classNames.length < 2) return undefined;
  return { labels: Int32Array.from(chosen, (image) => labels[image] ?? 0), classNames };
}

/** The watched images as a probe: sub-folders stand for mechanisms. */
function probeOf(transformed: Tensor4D, labels: Labels | undefined): ChangedImages {
  return labels === undefined
    ? { transformed, mechanisms: new Int32Array(transformed.shape[0]), names: ['your images'] }
    : { transformed, mechanisms: labels.labels, names: labels.classNames };
}

async function watch(
  model: ExpertsModel,
  images: Tensor4D,
  labels: Labels | undefined,
): Promise<Evaluation> {
  const { images: restored, winners, scores } = await model.invert(images);
  restored.dispose();
  const judged = model.discriminate(images);
  const inputScores = await judged.data<'float32'>();
  judged.dispose();
  return watchEvaluation({ winners, scores, inputScores, experts: model.experts, ...labels });
}

async function bestOutputs(
  model: ExpertsModel,
  images: Tensor4D,
  shown: number,
  labels: Labels | undefined,
): Promise<ImageTable> {
  const count = Math.min(shown, images.shape[0]);
  const inputs = images.slice([0], [count]);
  const { images: outputs, winners } = await model.invert(inputs);
  const table = {
    shape: model.shape,
    ...(labels === undefined
      ? {}
      : {
          columns: Array.from({ length: count }, (_, i) => {
            const label = labels.labels[i];
            return label === undefined ? '' : (labels.classNames[label] ?? '');
          }),
        }),
    rows: [
      imageRow('input', await inputs.data(), count),
      {
        ...imageRow('best output', await outputs.data(), count),
        captions: Array.from(winners, (winner) => `expert ${winner}`),
      },
    ],
  };
  inputs.dispose();
  outputs.dispose();
  return table;
}

/** Such as `41/33/26/0`, in percent. */
function sharesOf(scalars: Evaluation['scalars'], experts: number): string {
  return Array.from({ length: experts }, (_, expert) =>
    Math.round(100 * (scalars[`share/${expert}`] ?? 0)),
  ).join('/');
}

function headlineOf(
  { scalars }: Evaluation,
  wins: LabelledMatrix,
  experts: number,
  count: number,
): string {
  const busy = Array.from({ length: experts }, (_, expert) => scalars[`share/${expert}`] ?? 0);
  const shares = busy.map((value, expert) => `expert ${expert} ${share(value)}`).join(', ');
  if (wins.rows.length < 2) return `Of ${count} of your images, ${shares}.`;
  const { matched } = assignmentVerdict(wins.values);
  return `${matched} of ${wins.rows.length} sub-folders have an expert of their own; of ${count} images, ${shares}.`;
}

/** Ends with a full stop, and begins with a capital. */
function sentence(word: unknown): string {
  const text = String(word);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
