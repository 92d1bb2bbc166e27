import type { RunFolder } from '../../run/runFolder.ts';
import { comparisonPage } from '../comparisonPage.ts';
import type { ComparedRun } from '../comparisonPage.ts';
import { curvesText, readRunCurves } from '../files/curvesFile.ts';
import { figureFiles } from '../files/figureFiles.ts';
import { resultText } from '../files/resultFile.ts';

/**
 * Draws `report.html`, `figures/`, `curves.csv` and `result.csv` of a group: its runs side by side.
 *
 * @param group - The folder of the group.
 * @param runs - Its runs; their own reports have been drawn.
 * @returns What the user should know, a line each.
 */
export async function drawGroupReport(
  group: RunFolder,
  runs: readonly ComparedRun[],
): Promise<readonly string[]> {
  const files = figureFiles(group, { seed: NaN });
  const page = await comparisonPage(runs, (name, chart) => files.keep(name, chart));
  const curves = await Promise.all(
    runs.map(async ({ folder, label }) => ({ run: label, points: await readRunCurves(folder) })),
  );
  if (curves.some(({ points }) => points.length > 0)) {
    await group.writeText('curves.csv', curvesText(curves));
  }
  const results = runs.map(({ result }) => result);
  await group.writeText(
    'result.csv',
    resultText(
      results,
      runs.map(({ label }) => label),
    ),
  );
  await group.writeText('report.html', page);
  return files.notes();
}
