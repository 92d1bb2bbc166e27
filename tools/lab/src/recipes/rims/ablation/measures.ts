import type { Measure } from '../../../run/measure.ts';
import type { CopyingResult } from '../copying/copyingStudy.ts';
import { copyingMeasures } from '../copying/measures.ts';
import { gapsInWords, shownGaps } from '../copying/settings.ts';
import type { CopyingConfig } from '../copying/settings.ts';

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

/**
 * The figures of a copying study beside those of the paper's table.
 *
 * @param results - Of the models.
 * @param config - Of the study.
 * @returns A row per model.
 */
export function ablationMeasures(
  results: readonly CopyingResult[],
  config: CopyingConfig,
): Measure[] {
  return copyingMeasures(config, results, {
    paper: (name, gap) => {
      const [near, far] = PAPER[name] ?? [];
      return gap === config.gap ? near : gap === 4 * config.gap ? far : undefined;
    },
    main: mainFigures(results, config),
  });
}

/**
 * How far each kind of model falls from the gap of training to a long one: the mean over its settings.
 *
 * @param results - Of the models.
 * @param config - Of the study.
 * @returns One sentence.
 */
export function ablationHeadline(results: readonly CopyingResult[], config: CopyingConfig): string {
  const gaps = shownGaps(config);
  const kinds = [
    ['with some modules active', (core: Core) => isSparse(core) && talks(core)],
    ['with all modules active', (core: Core) => !isSparse(core)],
    ['without communication', (core: Core) => !talks(core)],
  ] as const;
  const said = kinds.flatMap(([label, belongs]) => {
    const own = results.filter(({ entry }) => belongs(entry.core));
    if (own.length === 0) return [];
    const means = gaps.map((gap) => {
      const sum = own.reduce(
        (total, { outcome }) => total + (outcome.measured.scores[gap]?.crossEntropy ?? NaN),
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
    const first = results.find(({ entry }) => belongs(entry.core));
    return first === undefined ? [] : [`${first.entry.name}/accuracy/${long}`];
  });
}

type Core = CopyingResult['entry']['core'];

function isSparse(core: Core): boolean {
  return core.kind === 'rims' && (core.activeModules ?? 4) < (core.modules ?? 6);
}

function talks(core: Core): boolean {
  return core.kind === 'rims' && core.communication !== false;
}

function looks(core: Core): boolean {
  return core.kind === 'rims' && core.inputAttention !== false;
}
