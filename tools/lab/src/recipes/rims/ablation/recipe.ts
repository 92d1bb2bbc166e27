import { z } from 'zod';
import { gapsInWords, shownGaps } from '../copying/copyingGaps.ts';
import { copyingMeasures } from '../copying/measures.ts';
import { gapSection, rasterSection, trainingSection } from '../copying/sections.ts';
import { defineRecipe } from '../../../run/recipe.ts';
import { refineModels, STUDY_SETTINGS, studyModels } from '../../../study/studySettings.ts';
import { COPYING_DATA, COPYING_SETTINGS, COPYING_SIZES, runCopying } from '../copying/recipe.ts';
import type { CopyingConfig, CopyingResult } from '../copying/recipe.ts';
import { rims } from '../modelSettings.ts';

/** Table 4 of the paper, cross entropy at gap 50 and 200, by name of the model. */
const PAPER: Readonly<Record<string, readonly [string, string]>> = {
  'attention-only-4-2': ['2.3', '1.6'],
  'attention-only-4-3': ['1.7', '4.3'],
  'attention-only-5-2': ['2.5', '4.7'],
  'attention-only-5-3': ['0.4', '4.0'],
  'attention-only-5-4': ['0.2', '0.7'],
  'attention-only-6-2': ['3.3', '2.4'],
  'attention-only-6-3': ['1.2', '1.0'],
  'attention-only-6-4': ['0.7', '5.0'],
  'attention-only-6-5': ['0.22', '0.56'],
  'communication-only-6': ['0.0', '0.7'],
  'communication-only-5': ['0.0', '1.7'],
  'both-9-2': ['0.24', '0.15'],
  'both-9-3': ['0.01', '0.00'],
  'both-9-4': ['0.01', '0.00'],
  'both-9-5': ['0.01', '0.00'],
  'both-9-6': ['0.01', '0.01'],
  'both-9-7': ['0.04', '0.07'],
  'both-9-8': ['0.00', '0.10'],
  'both-9-9': ['0.03', '0.24'],
  'both-16-4': ['0.05', '0.02'],
  'both-16-8': ['0.00', '0.00'],
  'both-16-12': ['0.00', '0.00'],
  'both-16-14': ['0.01', '0.26'],
};

/** How many modules are active in the sweeps of the paper's table. */
const ACTIVE = {
  both9: [2, 3, 4, 5, 6, 7, 8, 9],
  both16: [4, 8, 12, 14],
  attention4: [2, 3],
  attention5: [2, 3, 4],
  attention6: [2, 3, 4, 5],
} as const;

/** The rows of the table for modules of `d` units; where the paper holds the units of all modules fixed, those. */
function table(d: number) {
  const both = (modules: number, active: readonly number[]) =>
    active.map((k) => [`both-${modules}-${k}`, rims(modules * d, modules, k)] as const);
  const attentionOnly = (modules: number, units: number, active: readonly number[]) =>
    active.map(
      (k) =>
        [
          `attention-only-${modules}-${k}`,
          // As near to that as modules of one size come.
          rims(modules * Math.floor(units / modules), modules, k, { communication: false }),
        ] as const,
    );
  const communicationOnly = (modules: number, units: number) =>
    [
      `communication-only-${modules}`,
      rims(units, modules, modules, { inputAttention: false }),
    ] as const;
  return Object.fromEntries([
    ...both(6, [2, 3, 4, 5, 6]),
    ...attentionOnly(4, 6 * d, ACTIVE.attention4),
    ...attentionOnly(5, 6 * d, ACTIVE.attention5),
    ...attentionOnly(6, 6 * d, ACTIVE.attention6),
    communicationOnly(6, 6 * d),
    communicationOnly(5, 5 * d),
    ...both(9, ACTIVE.both9),
    ...both(16, ACTIVE.both16),
    ['one-head-6-4', rims(6 * d, 6, 4, { communicationHeads: 1 })] as const,
  ]);
}

const PAPER_TABLE = table(100);
const SMALL_TABLE = table(32);

const schema = z
  .strictObject({
    ...COPYING_SETTINGS,
    models: STUDY_SETTINGS.models.default(Object.keys(PAPER_TABLE)),
    settings: STUDY_SETTINGS.settings.default(PAPER_TABLE as never),
    updates: STUDY_SETTINGS.updates.default(20_000),
  })
  .superRefine(refineModels);

/** What each part of the modules is for: without communication, without input attention, fewer and more modules. */
export const rimsAblation = defineRecipe({
  name: 'rims/ablation',
  title: 'What attention, communication and sparsity are for',
  paper: {
    title: 'Goyal et al. (ICLR 2021), Recurrent Independent Mechanisms',
    url: 'https://arxiv.org/abs/1909.10893',
    items: 'Table 4',
    used: 'ten symbols, a gap of 50 in training and of 200 at test, and modules of 100 units',
  },
  schema,
  presets: {
    quick: {
      ...COPYING_SIZES.quick,
      models: ['both-6-2', 'both-6-6', 'attention-only-6-2', 'communication-only-6'],
      settings: table(16),
    },
    small: {
      ...COPYING_SIZES.small,
      models: [
        'both-6-2',
        'both-6-3',
        'both-6-4',
        'both-6-5',
        'both-6-6',
        'attention-only-6-2',
        'attention-only-6-4',
        'communication-only-6',
        'both-9-3',
        'both-9-9',
      ],
      settings: SMALL_TABLE,
    },
    paper: {},
  },
  compared: [],

  async run(context, config) {
    await context.pinData(COPYING_DATA);
    const results = await runCopying(context, config);
    const paper = (name: string, gap: number): string | undefined => {
      const [near, far] = PAPER[name] ?? [];
      return gap === config.gap ? near : gap === 4 * config.gap ? far : undefined;
    };
    return {
      headline: headline(results, config),
      measures: copyingMeasures(config, results, { paper, main: mainFigures(results, config) }),
      data: COPYING_DATA,
      matrices: {},
      details: {},
    };
  },

  async draw(material, config) {
    const models = studyModels(config);
    return [
      await gapSection(material, models, config),
      await trainingSection(material, models, config),
      ...(await rasterSection(material, models, config)),
    ];
  },
});

/** How far each kind of model falls from the gap of training to a long one: the mean over its settings. */
function headline(results: readonly CopyingResult[], config: CopyingConfig): string {
  const gaps = shownGaps(config);
  const kinds = [
    ['with some modules active', (core: Core) => isSparse(core) && talks(core)],
    ['with all modules active', (core: Core) => !isSparse(core)],
    ['without communication', (core: Core) => !talks(core)],
  ] as const;
  const said = kinds.flatMap(([label, belongs]) => {
    const own = results.filter(({ model }) => belongs(model.core));
    if (own.length === 0) return [];
    const means = gaps.map((gap) => {
      const sum = own.reduce(
        (total, { outcome }) => total + (outcome.scores[gap]?.crossEntropy ?? NaN),
        0,
      );
      return (sum / own.length).toFixed(2);
    });
    return [`${means.join(' and ')} nats ${label}`];
  });
  return `Mean cross entropy ${gapsInWords(gaps)}: ${said.join(', ')}, 2.08 by guessing.`;
}

/** One model of each kind, the first in the table, at the longest gap shown. */
function mainFigures(results: readonly CopyingResult[], config: CopyingConfig): string[] {
  const long = Math.max(...shownGaps(config));
  const kinds = [
    (core: Core) => talks(core) && isSparse(core),
    (core: Core) => talks(core) && !isSparse(core) && looks(core),
    (core: Core) => !talks(core),
    (core: Core) => !looks(core),
  ];
  return kinds.flatMap((belongs) => {
    const first = results.find(({ model }) => belongs(model.core));
    return first === undefined ? [] : [`${first.model.name}/accuracy/${long}`];
  });
}

type Core = CopyingResult['model']['core'];

function isSparse(core: Core): boolean {
  return core.kind === 'rims' && (core.activeModules ?? 4) < (core.modules ?? 6);
}

function talks(core: Core): boolean {
  return core.kind === 'rims' && core.communication !== false;
}

function looks(core: Core): boolean {
  return core.kind === 'rims' && core.inputAttention !== false;
}
