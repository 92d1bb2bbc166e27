import type { RunMaterial } from '../../../run/recipe.ts';
import type { Curve } from '../../../report/figures/chartParts.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import { imageSection } from '../../../report/figures/imageSection.ts';
import type { ReportSection } from '../../../report/section.ts';
import { winSection } from '../competition/sections.ts';
import { competitorEntries } from './settings.ts';
import type { CompetitorsConfig } from './settings.ts';
import type { StudyEntry } from '../../../study/study.ts';

/**
 * The report of several competitions: images, win matrices, and how accuracy and error went.
 *
 * @param material - The finished run.
 * @param config - Its configuration.
 * @param more - Further competitions of the run. Default: none.
 * @returns The sections; what a run does not have is left out.
 */
export async function drawCompetitors(
  material: RunMaterial,
  config: CompetitorsConfig,
  more: readonly StudyEntry[] = [],
): Promise<ReportSection[]> {
  const entries = [...competitorEntries(config), ...more];
  const { matrices } = material.result;
  const maps = entries.flatMap(({ name, label }) => {
    const wins = matrices[`wins/${name}`];
    return wins === undefined
      ? []
      : [{ name: `wins-${name}`, title: label, caption: '', wins, framed: true }];
  });
  const images = [];
  for (const { name, label } of entries) {
    images.push(
      ...(await imageSection(
        `Every output: ${label}`,
        'A row for each mechanism. The output with the highest score is framed.',
        material.images[name],
      )),
    );
  }
  return [
    ...images.slice(0, 1),
    await winSection(material, maps),
    ...(await curveSections(material, entries)),
    ...images.slice(1),
  ];
}

const CURVES = [
  { scalar: 'accuracy', title: 'Recovered digits become readable', yTitle: 'classifier accuracy' },
  {
    scalar: 'meanSquaredError',
    title: 'Distance to the originals',
    yTitle: 'mean squared error',
  },
] as const;

async function curveSections(
  material: RunMaterial,
  entries: readonly StudyEntry[],
): Promise<ReportSection[]> {
  const histories = await Promise.all(
    entries.map(async ({ name, label }) => ({
      label,
      history: await material.part(name).evaluations(),
    })),
  );
  const sections: ReportSection[] = [];
  for (const { scalar, title, yTitle } of CURVES) {
    const curves = histories.map(({ label, history }): Curve => ({
      label,
      points: history.flatMap(({ step, scalars }) => {
        const value = scalars[scalar];
        return value === undefined ? [] : [[step, value] as const];
      }),
    }));
    const drawn = curves.filter(({ points }) => points.length > 0);
    if (drawn.length === 0) continue;
    const isShare = scalar === 'accuracy';
    const chart = await curveChart(drawn, [], {
      xTitle: 'iteration',
      yTitle,
      ...(isShare ? { yRange: [0, 1] as const, percent: true } : {}),
    });
    sections.push({
      title,
      text: 'On the best outputs for the test digits that are looked at during training.',
      blocks: [await material.figure(scalar === 'accuracy' ? 'accuracy' : 'error', chart)],
    });
  }
  return sections;
}
