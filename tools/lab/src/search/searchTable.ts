import type { RunGroup } from '../command/run/runPlan.ts';
import type { TextTable } from '../report/tables/textTable.ts';
import { lastRung, runsOf, scoredSettings } from './rungs.ts';
import type { MeasuredRuns } from './rungs.ts';

/** How a setting fared in a rung. */
interface SearchRow {
  readonly rung: number;
  readonly setting: number;
  readonly label: string;
  readonly budget: number;
  readonly score: number | null;
  readonly goesOn: boolean;
}

/**
 * @param group - A search with halving.
 * @param measured - What came out of its runs.
 * @returns A row for each setting of each rung, the best of the last rung first.
 */
export function searchTable(group: RunGroup, measured: MeasuredRuns): TextTable {
  const { halving } = group;
  return {
    header: ['rung', 'setting', halving?.measure ?? '', ''],
    rows: searchRows(group, measured).map(({ rung, label, score, goesOn }) => [
      String(rung + 1),
      label,
      score === null ? 'none' : String(Number(score.toPrecision(4))),
      goesOn ? 'goes on' : rung < lastRung(group) ? 'stopped' : '',
    ]),
  };
}

/**
 * @param group - A search with halving.
 * @param measured - What came out of its runs.
 * @returns The same as lines of a CSV file, with all digits.
 */
export function searchCsv(group: RunGroup, measured: MeasuredRuns): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = searchRows(group, measured).map(({ rung, setting, label, budget, score, goesOn }) =>
    [rung + 1, setting + 1, quoted(label), budget, score ?? '', goesOn ? 1 : 0].join(','),
  );
  return `${['rung,setting,label,budget,score,goesOn', ...lines].join('\n')}\n`;
}

function searchRows(group: RunGroup, measured: MeasuredRuns): SearchRow[] {
  const { halving } = group;
  if (halving === undefined) return [];
  const sign = halving.goal === 'highest' ? -1 : 1;
  const cost = (score: number | null): number => (score === null ? Infinity : sign * score);
  return Array.from({ length: lastRung(group) + 1 }, (_, back) => lastRung(group) - back).flatMap(
    (rung) => {
      const later = new Set(runsOf(group, rung + 1).map(({ setting }) => setting));
      const runs = runsOf(group, rung);
      return scoredSettings(group, rung, measured)
        .map(({ setting, score }) => ({
          rung,
          setting,
          score,
          label: (runs.find((run) => run.setting === setting)?.label ?? '').replace(
            /(?:, )?seed \d+(?=,)/,
            '',
          ),
          budget: halving.budgets[rung] ?? 0,
          goesOn: later.has(setting),
        }))
        .sort((one, other) => cost(one.score) - cost(other.score) || one.setting - other.setting);
    },
  );
}
