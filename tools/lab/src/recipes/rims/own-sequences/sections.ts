import type { SequenceCoding } from '@causal-mechanisms/datasets';
import { activationRaster } from '../../../report/figures/activationRaster.ts';
import type { Curve } from '../../../report/figures/chartParts.ts';
import { curveChart } from '../../../report/figures/curves.ts';
import type { ReportBlock, ReportSection, SectionMaterial } from '../../../report/section.ts';
import type { StudyEntry } from '../../../study/study.ts';
import { readOutcome } from '../../../study/trainStudy.ts';
import type { NaiveAnswer } from './naiveAnswer.ts';
import type { OwnValue, ShownSequence } from './ownStudy.ts';

/** Sequences that are drawn; the table has more. */
const DRAWN = 3;

/** What the sections are about. */
export interface OwnSections {
  /** Of the run. */
  readonly models: readonly StudyEntry[];
  /** What was asked, and of what. */
  readonly coding: SequenceCoding;
  /** What takes no learning. */
  readonly naive: NaiveAnswer;
  /** What the reader should know. */
  readonly warnings: readonly string[];
}

/**
 * @param material - The finished run.
 * @param about - Its models, and what they are compared with.
 * @returns Curves, answers, and which modules were active.
 */
export async function ownSections(
  material: SectionMaterial,
  about: OwnSections,
): Promise<ReportSection[]> {
  return [
    await curves(material, about),
    ...(await answers(material, about)),
    ...(await rasters(material, about)),
  ];
}

async function curves(
  material: SectionMaterial,
  { models, naive, coding, warnings }: OwnSections,
): Promise<ReportSection> {
  const drawn: Curve[] = [];
  for (const { name, label } of models) {
    const found = await material.part(name).evaluations();
    drawn.push({
      label,
      points: found.map(({ step, scalars }) => [step, scalars['loss'] ?? NaN]),
    });
  }
  const isNumbers = coding.ask === 'next' && coding.inputs.kind === 'numbers';
  const chart = await curveChart(
    drawn,
    [{ label: naive.name, value: naive.scores.loss, source: 'measured' }],
    {
      xTitle: 'update',
      yTitle: isNumbers ? 'squared error, in deviations' : 'cross entropy (nats)',
    },
  );
  const notes = warnings.map((warning) => ` Note: ${warning}.`).join('');
  return {
    title: 'During training',
    text: `On held-out sequences; the dotted line takes no learning. The model of the lowest loss is the one that is kept, so that its figures are a little too good.${notes}`,
    blocks: [await material.figure('training', chart)],
  };
}

async function answers(
  material: SectionMaterial,
  { models, coding }: OwnSections,
): Promise<ReportSection[]> {
  const isNamed = coding.ask === 'label' || coding.inputs.kind === 'tokens';
  const right = coding.ask === 'label' ? 'label' : 'what came next';
  const blocks: ReportBlock[] = [];
  for (const { name, label } of models) {
    const shown = await shownBy(material, name);
    if (shown.length === 0) continue;
    const header = ['sequence', 'what was read', right, label, ...(isNamed ? ['how sure'] : [])];
    const rows = shown.map(({ id, cells }) => [id, ...cells].slice(0, header.length));
    blocks.push({ kind: 'table', table: { header, rows, even: true } });
  }
  if (blocks.length === 0) return [];
  return [
    {
      title: 'Some answers',
      text: 'The first held-out sequences, with the last steps that were read before the answer.',
      blocks,
    },
  ];
}

async function rasters(
  material: SectionMaterial,
  { models, coding }: OwnSections,
): Promise<ReportSection[]> {
  const blocks: ReportBlock[] = [];
  for (const { name, label } of models) {
    const shown = (await shownBy(material, name)).filter(({ active }) => active.length > 0);
    for (const [index, { id, signs, active }] of shown.slice(0, DRAWN).entries()) {
      const figure = activationRaster(
        {
          tokens: signs.map((_, step) => step),
          active: active.map((text) => Array.from(text, Number)),
        },
        { title: `${label}, ${id}`, showToken: (step) => signs[step] ?? '' },
      );
      blocks.push(await material.figure(`raster-${name}-${index + 1}`, figure));
    }
  }
  if (blocks.length === 0) return [];
  const above =
    coding.inputs.kind === 'tokens'
      ? 'Above it stand the tokens, by their first two letters'
      : `Above it stands the size of ${coding.inputs.columns[0] ?? ''}, from 0 for the smallest to 9 for the largest of the sequence`;
  return [
    {
      title: 'Which modules are active',
      text: `A row per module, filled where it is active. ${above}.`,
      blocks,
    },
  ];
}

async function shownBy(material: SectionMaterial, name: string): Promise<readonly ShownSequence[]> {
  const outcome = await readOutcome<OwnValue>(material.part(name));
  return outcome?.measured.shown ?? [];
}
