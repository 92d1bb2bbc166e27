import { share } from '../../../run/measure.ts';
import type { RunMaterial } from '../../../run/recipe.ts';
import { readSteps } from '../../../run/training/trainingLog.ts';
import type { Reference } from '../../../report/figures/curves.ts';
import { imageSection } from '../../../report/figures/imageSection.ts';
import type { ReportSection } from '../../../report/section.ts';
import {
  accuracySection,
  lossSection,
  outcomeSection,
  scoresSection,
  winSection,
} from './sections.ts';
import type { WinMap } from './sections.ts';
import type { CompetitionConfig } from './settings.ts';

/**
 * The report of one competition: Figures 3 to 6 of Parascandolo et al. (2018), and the losses.
 *
 * @param material - The finished run.
 * @param config - Its configuration.
 * @param paperLines - The accuracies that the paper speaks of; drawn where settings and data are the paper's.
 * @returns The sections.
 */
export async function drawCompetition(
  material: RunMaterial,
  config: Pick<CompetitionConfig, 'evaluation' | 'iterations' | 'objective'>,
  paperLines: readonly Reference[],
): Promise<ReportSection[]> {
  const { result, images } = material;
  const {
    probeOriginal,
    probeTransformed,
    probeImages = 0,
    testImages = 0,
  } = result.details as Readonly<Record<string, number>>;
  const { warning } = result.details;
  const objective = config.objective.kind;
  const word = typeof warning === 'string' ? ` A word of warning: ${warning}.` : '';
  const onProbe = `${probeImages} test digits`;
  const measured = [
    ['original digits', probeOriginal],
    ['transformed digits', probeTransformed],
  ] as const;
  const lines = measured.flatMap(([label, value]): Reference[] =>
    value === undefined ? [] : [{ label: `${label}, ${share(value)}`, value, source: 'measured' }],
  );
  return [
    ...(await imageSection(
      'Inputs and what the best expert makes of them',
      `Random test digits after ${config.iterations} iterations (the paper’s Figure 3). The originals are shown for comparison; training never sees the pairs.${word}`,
      images['gallery'],
    )),
    ...(await imageSection(
      'Every expert on every mechanism',
      'Each expert applies its one map to whatever comes. The output with the highest score is framed.',
      images['experts'],
    )),
    await winSection(material, winMaps(material, config, onProbe, testImages)),
    ...outcomeSection(result.matrices['outcomes'], testImages),
    ...(probeOriginal === undefined
      ? []
      : [
          await accuracySection(
            material,
            [...(material.isComparable ? paperLines : []), ...lines],
            probeImages,
          ),
        ]),
    await scoresSection(material, objective),
    await lossSection(material, await readSteps(material.folder, 'competition'), objective),
  ];
}

function winMaps(
  { result }: Pick<RunMaterial, 'result'>,
  { evaluation, iterations }: Pick<CompetitionConfig, 'evaluation' | 'iterations'>,
  onProbe: string,
  testImages: number,
): WinMap[] {
  const { winsBefore, winsMilestone, wins } = result.matrices;
  return [
    ...(winsBefore === undefined
      ? []
      : [
          {
            name: 'wins-before',
            title: 'Before the competition',
            caption: `${onProbe}, after the identity initialisation.`,
            wins: winsBefore,
          },
        ]),
    ...(winsMilestone === undefined
      ? []
      : [
          {
            name: 'wins-milestone',
            title: `After ${evaluation.milestone} iterations`,
            caption: `${onProbe}.`,
            wins: winsMilestone,
          },
        ]),
    ...(wins === undefined
      ? []
      : [
          {
            name: 'wins',
            title: `After ${iterations} iterations`,
            caption: `${testImages} test digits.`,
            wins,
            framed: true,
          },
        ]),
  ];
}
