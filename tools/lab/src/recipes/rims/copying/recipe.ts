import { share } from '../../../run/measure.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { rims, SMALL_MODELS } from '../modelSettings.ts';
import { sequenceEntries } from '../sequenceSettings.ts';
import { sequenceRivals } from '../sequenceStudy.ts';
import { COPYING_DATA, runCopying } from './copyingStudy.ts';
import type { CopyingResult } from './copyingStudy.ts';
import { ALPHABET, copyingMeasures } from './measures.ts';
import { gapSection, rasterSection, trainingSection } from './sections.ts';
import { COPYING_SIZES, copyingSchema, gapsInWords, shownGaps } from './settings.ts';
import type { CopyingConfig } from './settings.ts';

const PAPER_TRAIN = '0.00';
const PAPER_TEST: Readonly<Record<string, string>> = {
  'rims-6-4': '0.00',
  'rims-6-3': '0.00',
  'rims-6-2': '0.00',
  'rims-5-2': '0.00',
  'lstm-300': '4.32',
  'lstm-600': '3.56',
  lstm: '3.56',
  ntm: '2.54',
  rmc: '0.13',
  transformer: '0.54',
};

/** Copying over a gap that grows at test time. */
export const rimsCopying = defineRecipe({
  name: 'rims/copying',
  title: 'Copying over gaps that training never showed',
  paper: {
    title: 'Goyal et al. (ICLR 2021), Recurrent Independent Mechanisms',
    url: 'https://arxiv.org/abs/1909.10893',
    items: 'Table 1, copying, and Figure 2',
    used: 'ten symbols, a gap of 50 in training and of 200 at test, and models of 300 to 600 units',
  },
  schema: copyingSchema,
  presets: {
    quick: {
      ...COPYING_SIZES.quick,
      models: ['rims-6-2', 'lstm'],
      settings: {
        'rims-6-2': { core: { kind: 'rims', units: 96, modules: 6, activeModules: 2 } },
        lstm: { core: { kind: 'lstm', units: 96 } },
      },
    },
    small: {
      ...COPYING_SIZES.small,
      models: [
        'rims-6-2',
        'rims-6-4',
        'rims-6-6',
        'lstm',
        'lstm-forget',
        'ntm',
        'rmc',
        'entnet',
        'dnc',
        'transformer',
      ],
      settings: SMALL_MODELS,
    },
    paper: {},
    stable: {
      ...COPYING_SIZES.small,
      models: ['rims-6-2', 'lstm'],
      settings: {
        // Attentions that differ from the first update on: the authors' projections start at 0.01.
        'rims-6-2': rims(192, 6, 2, { projectionDeviation: 0.1 }),
        lstm: { core: { kind: 'lstm', units: 192 } },
      },
    },
  },
  compared: [],

  async run(context, config) {
    await context.pinData(COPYING_DATA);
    const results = await runCopying(context, config);
    return {
      headline: headline(config, results),
      measures: copyingMeasures(config, results, {
        paper: paperColumns(config),
        main: copyingRivals(config, results).flatMap(({ result }) =>
          shownGaps(config).map((at) => `${result.entry.name}/accuracy/${at}`),
        ),
      }),
      data: COPYING_DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    const models = sequenceEntries(config);
    return [
      await gapSection(material, models, config),
      ...(await rasterSection(material, models, config)),
      await trainingSection(material, models, config),
    ];
  },
});

/** The paper gives figures for training at gap 50 and testing at 200. */
function paperColumns(config: CopyingConfig): (name: string, gap: number) => string | undefined {
  const long = 4 * config.gap;
  return (name, at) => {
    if (PAPER_TEST[name] === undefined) return undefined;
    return at === config.gap ? PAPER_TRAIN : at === long ? PAPER_TEST[name] : undefined;
  };
}

/** The best RIMs and the best LSTM at the longest gap shown. */
function copyingRivals(config: CopyingConfig, results: readonly CopyingResult[]) {
  const long = Math.max(...shownGaps(config));
  return sequenceRivals(
    results,
    ({ outcome }) => -(outcome.measured.scores[long]?.crossEntropy ?? Infinity),
  );
}

function headline(config: CopyingConfig, results: readonly CopyingResult[]): string {
  const gaps = shownGaps(config);
  const said = copyingRivals(config, results).map(({ title, result: { outcome } }) => {
    const right = gaps.map((at) => share(outcome.measured.scores[at]?.accuracy ?? 0));
    return `${right.join(' and ')} by ${title}`;
  });
  return `Symbols right ${gapsInWords(gaps)}: ${said.join(', ')}, ${share(1 / ALPHABET)} by guessing.`;
}
