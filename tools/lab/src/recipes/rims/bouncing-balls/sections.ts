import type { LabelledMatrix } from '@causal-mechanisms/tensor-utils';
import { heatMap } from '../../../report/figures/heatMap.ts';
import { imageRow } from '../../../report/figures/imageGrid.ts';
import type { ImageRow } from '../../../report/figures/imageGrid.ts';
import { imageBlock } from '../../../report/figures/imageSection.ts';
import type { Curve } from '../../../report/figures/chartParts.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import { panelChart } from '../../../report/figures/panels.ts';
import type { Panel } from '../../../report/figures/panels.ts';
import type { ReportBlock, ReportSection, SectionMaterial } from '../../../report/section.ts';
import { readOutcome } from '../../../study/trainStudy.ts';
import type { BallResult, BallValue } from './ballStudy.ts';
import { ballComparisons } from './measures.ts';
import { ballEntries, ballModels, setInWords } from './settings.ts';
import type { BouncingBallsConfig } from './settings.ts';

/** The name of the line between frames that are read and own ones. */
const BOUNDARY = 'own frames begin';

/**
 * @param material - The finished run.
 * @param config - Of the study.
 * @returns What was measured on the models that are done.
 */
export async function readResults(
  material: SectionMaterial,
  config: BouncingBallsConfig,
): Promise<BallResult[]> {
  const results: BallResult[] = [];
  for (const entry of ballEntries(config)) {
    const outcome = await readOutcome<BallValue>(material.part(entry.name));
    if (outcome !== undefined) results.push({ entry, outcome });
  }
  return results;
}

/**
 * @param config - Of the study.
 * @param results - Of its models.
 * @returns The section with the cross entropy of every transfer and model, and what the paper says.
 */
export function transferSection(
  config: BouncingBallsConfig,
  results: readonly BallResult[],
): ReportSection {
  const rows = ballComparisons(config, results).map(({ transfer, scores, below }) => [
    transferTitle(transfer),
    ...scores.map((score) => score.toFixed(4)),
    below === null ? '' : below ? 'yes' : 'no',
    'yes',
  ]);
  const labels = ballModels(config).map(({ label }) => label);
  return {
    title: 'Each pair of training and test',
    text: `Mean cross entropy per pixel (nats) of the first ${config.scored} own frames. The paper shows curves and no figures: its claim is the order alone.`,
    blocks: [
      {
        kind: 'table',
        table: {
          header: ['trained on, tested on', ...labels, 'RIMs below LSTM', 'in the paper'],
          rows,
          quiet: [labels.length + 2],
          even: true,
        },
      },
    ],
  };
}

/**
 * @param material - The finished run.
 * @param config - Of the study.
 * @param results - Of its models.
 * @returns The section with cross entropy and F1 against time, a panel for each transfer.
 */
export async function timeSection(
  material: SectionMaterial,
  config: BouncingBallsConfig,
  results: readonly BallResult[],
): Promise<ReportSection> {
  const panels = (score: 'crossEntropy' | 'f1'): Panel[] =>
    config.transfers.map((transfer) => {
      const curves = results
        .filter(({ entry }) => entry.set === transfer.train)
        .flatMap(({ entry, outcome }): Curve[] => {
          const values = outcome.measured.tests[transfer.test]?.[score];
          if (values === undefined) return [];
          return [{ label: entry.model.label, points: values.map((value, i) => [i + 1, value]) }];
        });
      const heights = curves.flatMap(({ points }) => points.map(([, y]) => y));
      const [low, high] = [Math.min(0, ...heights), Math.max(...heights)];
      const boundary: Curve = {
        label: BOUNDARY,
        points: [
          [config.fed - 0.5, low],
          [config.fed - 0.5, high],
        ],
      };
      return { title: transferTitle(transfer), curves: [...curves, boundary] };
    });
  const shared = { xTitle: 'frame', legendTitle: 'model' };
  return {
    title: 'Against time',
    text: `Mean over ${config.evaluation.testSequences} test sequences. Up to frame ${config.fed - 1} each frame is foretold from the true ones before; from frame ${config.fed} on, behind the upright line, a model is alone: it reads what it said itself. Later than ten own frames the paper takes the cross entropy to tell nothing.`,
    blocks: [
      await material.figure(
        'cross-entropy',
        await panelChart(panels('crossEntropy'), { ...shared, yTitle: 'cross entropy (nats)' }),
      ),
      await material.figure(
        'f1',
        await panelChart(panels('f1'), { ...shared, yTitle: 'F1', yRange: [0, 1] }),
      ),
    ],
  };
}

/**
 * @param config - Of the study.
 * @param results - Of its models.
 * @returns The section with films: what was there, and what each model said.
 */
export async function filmSection(
  config: BouncingBallsConfig,
  results: readonly BallResult[],
): Promise<ReportSection> {
  const blocks: ReportBlock[] = [];
  for (const transfer of config.transfers) {
    const films = results.flatMap(({ entry, outcome }) => {
      const test = outcome.measured.tests[transfer.test];
      return entry.set === transfer.train && test !== undefined
        ? [{ label: entry.model.label, test }]
        : [];
    });
    const [first] = films;
    if (first === undefined) continue;
    const { shown, truth } = first.test;
    const framed = shown.flatMap((frame, i) => (frame >= config.fed ? [i] : []));
    const row = (label: string, pixels: string): ImageRow => ({
      label,
      count: shown.length,
      pixels,
      framed: label === 'truth' ? [] : framed,
    });
    blocks.push(
      await imageBlock({
        shape: [config.pixels, config.pixels, 1],
        columns: shown.map(String),
        rows: [row('truth', truth), ...films.map(({ label, test }) => row(label, test.said))],
        caption: transferTitle(transfer),
      }),
    );
  }
  return {
    title: 'What the models see coming',
    text: 'The first test sequence. Framed images are own frames; the numbers are those of the frames.',
    blocks,
  };
}

/**
 * @param material - The finished run.
 * @param results - Of its models.
 * @returns The section with which module is active beside which ball, for models whose modules can be inactive.
 */
export async function activitySection(
  material: SectionMaterial,
  results: readonly BallResult[],
): Promise<ReportSection[]> {
  const blocks: ReportBlock[] = [];
  for (const { entry, outcome } of results) {
    const { activity } = outcome.measured;
    if (activity === null || activity.active.every((share) => share === 1)) continue;
    const matrix = hitMatrix(activity);
    const title = `${entry.label}: share of steps a module is active`;
    const chart = await heatMap(matrix, { title, rowTitle: 'module', columnTitle: 'steps' });
    blocks.push(await material.figure(`activity-${entry.name}`, chart));
    blocks.push(await imageBlock(placeImages(entry.label, activity)));
  }
  if (blocks.length === 0) return [];
  return [
    {
      title: 'Which module is active beside which ball',
      text: 'While true frames are read. The matrix has all steps, then those at which a ball has just hit a wall or another ball; where balls differ in number, later ones are there in some sequences alone. Below it a map per module of where balls are when it is active: the brighter, the more often, and black too where no ball comes.',
      blocks,
    },
  ];
}

/** Modules by all steps, and by those after a hit of each ball. */
function hitMatrix({ active, atHits }: NonNullable<BallValue['activity']>): LabelledMatrix {
  const balls = atHits[0]?.length ?? 0;
  return {
    rows: active.map((_, module) => String(module + 1)),
    columns: ['all', ...Array.from({ length: balls }, (_, ball) => `ball ${ball + 1} hits`)],
    values: active.map((share, module) => [
      share,
      ...(atHits[module] ?? []).map((value) => value ?? 0),
    ]),
  };
}

function placeImages(label: string, { inCells }: NonNullable<BallValue['activity']>) {
  const known = inCells.flat(2).filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const pixels = inCells
    .flat(2)
    .map((value) => (value === null || high === low ? 0 : (value - low) / (high - low)));
  const side = inCells[0]?.length ?? 1;
  return {
    shape: [side, side, 1] as const,
    columns: inCells.map((_, module) => `module ${module + 1}`),
    rows: [imageRow('places', pixels, inCells.length)],
    caption: `${label}: black is ${low.toFixed(2)}, white ${high.toFixed(2)} of the steps`,
  };
}

/**
 * @param material - The finished run.
 * @param config - Of the study.
 * @returns The section with the cross entropy of own frames during training.
 */
export async function learningSection(
  material: SectionMaterial,
  config: BouncingBallsConfig,
): Promise<ReportSection> {
  const curves: Curve[] = [];
  for (const { name, label } of ballEntries(config)) {
    const history = await material.part(name).evaluations();
    curves.push({
      label,
      points: history.map(({ step, scalars }) => [step, scalars['crossEntropy/own'] ?? NaN]),
    });
  }
  const chart = await curveChart(curves, [], {
    xTitle: 'update',
    yTitle: `cross entropy of ${config.scored} own frames`,
  });
  return {
    title: 'During training',
    text: `On ${config.evaluation.sequences} held-out sequences of the kind of training.`,
    blocks: [await material.figure('training', chart)],
  };
}

function transferTitle({ train, test }: BouncingBallsConfig['transfers'][number]): string {
  return `${setInWords(train)} to ${setInWords(test)}`;
}
