import type { Curve } from '../../../report/figures/chartParts.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import { imageBlock } from '../../../report/figures/imageSection.ts';
import type { ReportSection, SectionMaterial } from '../../../report/section.ts';
import { readOutcome } from '../../../study/trainStudy.ts';
import type { DistractorsValue } from './distractorsStudy.ts';
import { filmStrips } from './playEpisode.ts';
import { DISTRACTIONS, policyEntries } from './settings.ts';
import type { DistractorsConfig } from './settings.ts';

/**
 * @param material - The finished run.
 * @param config - Of the study.
 * @returns The section with the success rate during training, a chart per kind of distraction.
 */
export async function trainingSection(
  material: SectionMaterial,
  config: DistractorsConfig,
): Promise<ReportSection> {
  const blocks = [];
  for (const from of DISTRACTIONS) {
    const curves: Curve[] = [];
    for (const { name, label } of policyEntries(config)) {
      const history = await material.part(name).evaluations();
      const points = history.map(
        ({ step, scalars }) => [step, scalars[`success/${from}`] ?? NaN] as const,
      );
      curves.push({ label, points });
    }
    const chart = await curveChart(curves, [], {
      xTitle: 'update',
      yTitle: `targets fetched, ${from === 'none' ? 'no' : from} distractors`,
      labels: 'direct',
    });
    blocks.push(await material.figure(`training-${from}`, chart));
  }
  const frames = config.environments * config.rolloutSteps;
  return {
    title: 'During training',
    text: `On ${config.evaluation.episodes} fixed episodes. An update learns from ${frames} actions among known distractors.`,
    blocks,
  };
}

/**
 * @param material - The finished run.
 * @param config - Of the study.
 * @returns The section with an episode of every policy among new distractors; none before a policy is finished.
 */
export async function stripSection(
  material: SectionMaterial,
  config: DistractorsConfig,
): Promise<ReportSection[]> {
  const played = [];
  for (const { name, label } of policyEntries(config)) {
    const outcome = await readOutcome<DistractorsValue>(material.part(name));
    if (outcome !== undefined) played.push({ label, episode: outcome.measured.episode });
  }
  if (played.length === 0) return [];
  return [
    {
      title: 'An episode among new distractors',
      text: 'The same room for every policy, its first ten frames. The triangle is the agent, the lit cells are what it sees.',
      blocks: [await imageBlock(filmStrips(played, config.room.view))],
    },
  ];
}
