import { assignmentVerdict } from '@causal-mechanisms/metrics';
import type { EvaluationEvent, LabelledMatrix, Scalars } from '@causal-mechanisms/tensor-utils';
import { share } from '../../../run/measure.ts';
import type { RunMaterial } from '../../../run/recipe.ts';
import type { Curve } from '../../../report/figures/chartParts.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import type { Reference } from '../../../report/figures/curves.ts';
import { panelChart } from '../../../report/figures/panels.ts';
import { heatMap } from '../../../report/figures/heatMap.ts';
import type { ReportBlock, ReportSection } from '../../../report/section.ts';
import type { CompetitionConfig } from './settings.ts';

/** Scores of Fig. 4 of Parascandolo et al. are averaged over as many iterations. */
const AVERAGED_ITERATIONS = 50;
/** More points than a curve has pixels only make the page heavy. */
const MOST_POINTS = 400;

/** What is measured of the best outputs of a mechanism, as it is shown. */
const OUTCOMES = [
  { column: 'accuracy', label: 'classifier accuracy', show: share },
  {
    column: 'meanSquaredError',
    label: 'mean squared error',
    show: (error: number) => error.toFixed(4),
  },
] as const;

/** A win matrix to draw. */
export interface WinMap {
  /** The file name of the figure. */
  readonly name: string;
  /** Stands above it. */
  readonly title: string;
  /** Stands below it. */
  readonly caption: string;
  /** Shares: mechanisms by experts. */
  readonly wins: LabelledMatrix;
  /** Frame the experts that own a mechanism. Default: false. */
  readonly framed?: boolean;
}

/**
 * @param material - The finished run.
 * @param maps - Win matrices in the order of time.
 * @returns A section with one heat map per matrix.
 */
export async function winSection(
  material: RunMaterial,
  maps: readonly WinMap[],
): Promise<ReportSection> {
  const blocks: ReportBlock[] = [];
  for (const { name, title, caption, wins, framed = false } of maps) {
    const { own, bestExperts } = assignmentVerdict(wins.values);
    const chart = await heatMap(wins, {
      title,
      rowTitle: 'mechanism',
      columnTitle: 'expert',
      ...(framed
        ? { framed: bestExperts.map((expert, m) => (own[m] === true ? expert : -1)) }
        : {}),
    });
    blocks.push(await material.figure(name, chart, caption));
  }
  return {
    title: 'Who wins what',
    text: 'The share of each mechanism’s test digits that each expert wins (the paper’s Figure 5). Frames mark mechanisms that have an expert of their own.',
    blocks,
  };
}

/**
 * @param outcomes - What was measured of each mechanism; runs of before it was have none.
 * @param images - How many test images.
 * @returns A section with a table of how good the best outputs of each mechanism are; none where nothing was measured.
 */
export function outcomeSection(
  outcomes: LabelledMatrix | undefined,
  images: number,
): ReportSection[] {
  if (outcomes === undefined || outcomes.columns.length === 0) return [];
  const { rows, columns, values } = outcomes;
  const known = OUTCOMES.filter(({ column }) => columns.includes(column));
  const table = {
    header: ['mechanism', ...known.map(({ label }) => label)],
    rows: rows.map((mechanism, m) => [
      mechanism,
      ...known.map(({ column, show }) => show(values[m]?.[columns.indexOf(column)] ?? NaN)),
    ]),
    even: true,
  };
  return [
    {
      title: 'What becomes of each mechanism',
      text: `How good the best outputs are, on ${images} test digits: which mechanism is undone well, and which keeps the average down.`,
      blocks: [{ kind: 'table', table }],
    },
  ];
}

/**
 * @param material - The finished run.
 * @param references - The paper's and the measured start and bound.
 * @param images - How many the accuracy is measured on.
 * @returns A section with the accuracy on best outputs over the iterations.
 */
export async function accuracySection(
  material: RunMaterial,
  references: readonly Reference[],
  images: number,
): Promise<ReportSection> {
  const chart = await curveChart(
    [{ label: 'recovered digits', points: curveOf(material.evaluations, 'accuracy') }],
    references,
    { xTitle: 'iteration', yTitle: 'classifier accuracy', yRange: [0, 1], percent: true },
  );
  const lines = references.some(({ source }) => source === 'paper')
    ? 'Dashed lines are the paper’s, dotted ones are measured here.'
    : 'Dotted lines are measured here.';
  return {
    title: 'Recovered digits become readable',
    text: `Accuracy of a classifier that was trained on original digits, on the best outputs for ${images} test digits (the paper’s Figure 6). ${lines}`,
    blocks: [await material.figure('accuracy', chart)],
  };
}

/** What scores outputs in a run. */
type ObjectiveKind = CompetitionConfig['objective']['kind'];

/**
 * @param material - The finished run.
 * @param objective - What scores outputs. Default: a discriminator.
 * @returns A section with one panel of scores per mechanism.
 */
export async function scoresSection(
  material: RunMaterial,
  objective: ObjectiveKind = 'gan',
): Promise<ReportSection> {
  const isLogit = objective === 'gan';
  const history = material.evaluations;
  const { rows, columns } = matrixOf(history[0], 'scores');
  const panels = rows.map((title, m) => ({
    title,
    curves: columns.map((label, j): Curve => ({
      label,
      points: averaged(
        history.map((event) => [event.step, matrixOf(event, 'scores').values[m]?.[j] ?? NaN]),
      ),
    })),
  }));
  const chart = await panelChart(panels, {
    xTitle: 'iteration',
    yTitle: isLogit ? 'score' : 'score in nats',
    ...(isLogit ? { yRange: [0, 1] as const } : {}),
    legendTitle: 'expert',
  });
  return {
    title: 'Experts specialise',
    text: `${isLogit ? 'Mean score of the discriminator' : 'Mean score, minus the loss of the autoencoder,'} for every expert on every mechanism, averaged over ${AVERAGED_ITERATIONS} iterations (the paper’s Figure 4). All values are in scores.csv.`,
    blocks: [await material.figure('scores', chart)],
  };
}

/**
 * @param material - The finished run.
 * @param steps - Scalars of every iteration of the competition.
 * @param objective - What scores outputs. Default: a discriminator.
 * @returns A section with the distance to the originals and the losses over the iterations.
 */
export async function lossSection(
  material: RunMaterial,
  steps: readonly { readonly step: number; readonly scalars: Scalars }[],
  objective: ObjectiveKind = 'gan',
): Promise<ReportSection> {
  const stride = Math.max(1, Math.floor(steps.length / MOST_POINTS));
  const curve = (label: string, scalar: string): Curve => ({
    label,
    points: averaged(steps.map(({ step, scalars }) => [step, scalars[scalar] ?? NaN])).filter(
      (_, index) => index % stride === 0,
    ),
  });
  const distance = await curveChart(
    [{ label: 'recovered digits', points: curveOf(material.evaluations, 'meanSquaredError') }],
    [],
    { xTitle: 'iteration', yTitle: 'mean squared error' },
  );
  const isAdversarial = objective === 'gan';
  const scorer = isAdversarial
    ? curve('discriminator', 'discriminatorLoss')
    : curve('canonical images', 'canonicalLoss');
  const losses = await curveChart([scorer, curve('experts', 'expertLoss')], [], {
    xTitle: 'iteration',
    yTitle: isAdversarial ? 'loss' : 'loss in nats',
  });
  return {
    title: 'Distance to the originals, and losses',
    text: `Mean squared error between best outputs and originals, which training never sees; and the two losses, averaged over ${AVERAGED_ITERATIONS} iterations.`,
    blocks: [await material.figure('error', distance), await material.figure('losses', losses)],
  };
}

/**
 * @param event - An evaluation.
 * @param name - Of a matrix in it.
 * @returns The matrix, or an empty one.
 */
export function matrixOf(event: EvaluationEvent | undefined, name: string): LabelledMatrix {
  return event?.matrices?.[name] ?? { rows: [], columns: [], values: [] };
}

function curveOf(history: readonly EvaluationEvent[], scalar: string): [number, number][] {
  return history.map(({ step, scalars }) => [step, scalars[scalar] ?? NaN]);
}

/** Each point becomes the mean of those of the last fifty iterations, itself included. */
function averaged(points: readonly (readonly [number, number])[]): [number, number][] {
  let first = 0;
  return points.map(([x], index) => {
    while ((points[first]?.[0] ?? x) <= x - AVERAGED_ITERATIONS) first += 1;
    const window = points.slice(first, index + 1).map(([, y]) => y);
    return [x, window.reduce((sum, y) => sum + y, 0) / window.length];
  });
}
