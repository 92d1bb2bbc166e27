import type { Measure } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import type { RunMaterial } from '../../../run/recipe.ts';
import { openCompetition } from '../competition/openCompetition.ts';
import { PAPER } from '../competition/paper.ts';
import { winSection } from '../competition/sections.ts';
import { QUICK_COMPETITION } from '../competition/settings.ts';
import { accuraciesSection, changesSection, trajectorySection } from './sections.ts';
import { growingEntries, growingSchema } from './settings.ts';
import type { GrowingConfig, GrowingEntry } from './settings.ts';
import { trainGrowing } from './trainGrowing.ts';
import type { GrowingValue } from './trainGrowing.ts';

/** How many experts are needed: the number finds itself, from too few and from too many. */
export const expertsGanGrowing = defineRecipe({
  name: 'experts-gan/growing',
  title: 'Competing experts whose number finds itself',
  paper: {
    ...PAPER,
    items: 'the text on adding, removing and merging experts',
    used: 'MNIST, ten mechanisms, 6 and 16 experts and its own sizes, and did not show it',
  },
  schema: growingSchema,
  presets: {
    quick: {
      ...QUICK_COMPETITION,
      starts: [2, 3, 8],
      adaptive: { checkEvery: 20, patience: 2, settle: 160, probeSize: 250 },
    },
    paper: {},
  },
  compared: [2, 3, 4, 6, 8, 16].map((start) => ({
    scalar: 'accuracy',
    part: `from-${start}`,
    label: `accuracy on best outputs, from ${start} experts`,
    percent: true,
  })),

  async run(context, config) {
    const competition = await openCompetition(context, config);
    try {
      const outcomes: [GrowingEntry, GrowingValue][] = [];
      for (const entry of growingEntries(config)) {
        outcomes.push([entry, await trainGrowing(context, config, competition, entry)]);
      }
      return {
        headline: headline(outcomes, config),
        measures: outcomes.flatMap((outcome) => measuresOf(outcome, config)),
        data: competition.used,
        matrices: Object.fromEntries(
          outcomes.map(([{ name }, { wins }]) => [
            `wins-${name}`,
            { rows: [...wins.rows], columns: [...wins.columns], values: wins.values },
          ]),
        ),
        details: { testImages: competition.whole.images.size },
      };
    } finally {
      competition.dispose();
    }
  },

  async draw(material, config) {
    const entries = growingEntries(config);
    const outcomes = await keptOf(material, entries);
    const grown = entries.filter(({ isFixed }) => !isFixed);
    return [
      await trajectorySection(material, grown),
      ...changesSection(outcomes),
      await winSection(
        material,
        outcomes.map(([{ name, label }, { wins }]) => ({
          name: `wins-${name}`,
          title: `${label} experts`,
          caption: `${Number(material.result.details['testImages'])} test digits, at the end.`,
          wins: { rows: [...wins.rows], columns: [...wins.columns], values: wins.values },
          framed: true,
        })),
      ),
      ...(await accuraciesSection(material, entries)),
    ];
  },
});

async function keptOf(
  material: RunMaterial,
  entries: readonly GrowingEntry[],
): Promise<[GrowingEntry, GrowingValue][]> {
  const found: [GrowingEntry, GrowingValue][] = [];
  for (const entry of entries) {
    const kept = await material.part(entry.name).kept();
    if (kept !== undefined) found.push([entry, kept.value as unknown as GrowingValue]);
  }
  return found;
}

function headline(
  outcomes: readonly (readonly [GrowingEntry, GrowingValue])[],
  { mechanisms }: GrowingConfig,
): string {
  const grown = outcomes.filter(([{ isFixed }]) => !isFixed);
  const paths = grown.map(
    ([{ start }, { experts, matched }]) =>
      `from ${start} experts to ${experts}, ${matched} of ${mechanisms.length} mechanisms with an expert of their own`,
  );
  return `The number of experts went ${paths.join('; ')}.`;
}

function measuresOf(
  [{ name, label, isFixed }, value]: readonly [GrowingEntry, GrowingValue],
  { mechanisms }: GrowingConfig,
): Measure[] {
  const of = (figure: string, title: string, rest: Omit<Measure, 'label' | 'name'>): Measure => ({
    name: `${name}/${figure}`,
    label: title,
    model: label,
    table: 'experts',
    ...rest,
  });
  return [
    of('experts', 'experts at the end', {
      value: value.experts,
      format: 'integer',
      main: !isFixed,
    }),
    of('matched', 'mechanisms with an expert of their own', {
      column: 'mechanisms with their own',
      value: value.matched,
      outOf: mechanisms.length,
      format: 'integer',
    }),
    of('verdict', 'verdict', { value: value.verdict }),
    of('changes', 'changes of the number', { value: value.changes.length, format: 'integer' }),
    ...(value.accuracy === null
      ? []
      : [
          of('accuracyRecovered', 'classifier accuracy on recovered digits', {
            column: 'accuracy',
            value: value.accuracy,
            format: 'percent',
          }),
        ]),
    of('meanSquaredError', 'mean squared error of recovered digits', {
      column: 'mean squared error',
      value: value.meanSquaredError,
    }),
  ];
}
