import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import { environmentSchema } from '../run/machine/environment.ts';
import type { RunEnvironment } from '../run/machine/environment.ts';
import { showCommand, showCommit } from '../run/provenance.ts';
import { formatDuration } from '../run/duration.ts';
import type { Recipe, RunMaterial } from '../run/recipe.ts';
import { curvesText } from './files/curvesFile.ts';
import { figureFiles } from './files/figureFiles.ts';
import { resultText } from './files/resultFile.ts';
import { reportPage } from './page/html.ts';
import { isComparable, paperTable, withoutPaper } from './paperFigures.ts';
import { formatTable } from './tables/textTable.ts';
import { resultTables } from './tables/modelTable.ts';
import type { RunFolder } from '../run/runFolder.ts';
import { partMaterial } from '../run/runPart.ts';
import { measureLabel, showMeasure } from '../run/measure.ts';
import type { RunResult } from '../run/runResult.ts';
import { readEvaluations } from '../run/training/trainingLog.ts';

/** Figures shown large. */
const CARDS = 4;

/**
 * Draws `report.html`, `figures/`, `curves.csv` and `result.csv` of a run.
 *
 * @param recipe - The run's recipe.
 * @param folder - The run folder.
 * @param result - Default: the one in the folder.
 * @returns What the user should know, a line each: that figures could not be kept as pictures, and why.
 * @throws CausalMechanismsError `ERR_RUN_UNFINISHED` when there is no result.
 */
export async function drawReport(
  recipe: Recipe,
  folder: RunFolder,
  result?: RunResult,
): Promise<readonly string[]> {
  const finished = result ?? (await folder.result());
  if (finished === undefined) {
    throw new CausalMechanismsError(
      'ERR_RUN_UNFINISHED',
      `the run in ${folder.path} is not finished; go on with: run --resume ${folder.path}`,
      { data: { folder: folder.path } },
    );
  }
  const record = await folder.record();
  const environment = await folder.readJson('environment.json', environmentSchema);
  const files = figureFiles(folder, { seed: finished.seed });
  const comparable = isComparable(recipe, record.config, finished.data);
  const material: RunMaterial = {
    folder,
    isComparable: comparable,
    result: finished,
    evaluations: await readEvaluations(folder),
    images: await folder.images(),
    part: (name) => partMaterial(folder, name),
    figure: (name, figure, caption) => files.keep(name, figure, caption),
  };
  const sections = await recipe.draw(material, record.config);
  await files.keepImages(sections);
  await folder.writeText('result.csv', resultText([finished]));
  if (files.curves().length > 0) {
    await folder.writeText('curves.csv', curvesText([{ points: files.curves() }]));
  }
  const shown = comparable ? finished : withoutPaper(finished);
  const published = comparable ? undefined : paperTable(finished);
  const { measures, data } = shown;
  const main = measures.filter((measure) => measure.main === true);
  const note = paperNote(recipe, published !== undefined, comparable);
  const page = reportPage({
    kicker: `${recipe.name} · ${recipe.paper.items}`,
    title: recipe.title,
    headline: finished.headline,
    badges: [
      { text: data.description, warning: data.kind === 'synthetic' },
      { text: `${finished.preset} preset` },
      { text: `seed ${finished.seed}` },
      { text: `backend ${finished.backend}` },
      ...commitBadge(environment),
      { text: formatDuration(finished.cost.seconds) },
      { text: `${finished.cost.peakMemoryMiB} MiB` },
    ],
    cards: (main.length > 0 ? main : measures).slice(0, CARDS).map((measure) => ({
      value: showMeasure(measure),
      label: measureLabel(measure),
      ...(measure.paper === undefined ? {} : { note: `paper: ${measure.paper}` }),
    })),
    sections: [
      ...sections.slice(0, 1),
      {
        title: hasPaper(shown) ? 'Measured beside the paper' : 'Measured',
        ...(note === undefined ? {} : { text: note }),
        blocks: resultTables(shown).map((table) => ({ kind: 'table' as const, table })),
      },
      ...sections.slice(1),
    ],
    documents: [
      ...(published === undefined ? [] : [{ title: APART, text: formatTable(published) }]),
      ...(environment === undefined ? [] : [{ title: 'How it was made', text: made(environment) }]),
      { title: 'Configuration', text: JSON.stringify(record, null, 2) },
      { title: 'Environment', text: JSON.stringify(environment ?? {}, null, 2) },
    ],
    paper: recipe.paper,
  });
  await folder.writeText('report.html', page);
  return files.notes();
}

/** The title of what the paper reports, where it cannot stand beside a run. */
const APART = 'What the paper reports, with other data or sizes';

function paperNote(
  { paper }: Pick<Recipe, 'paper'>,
  isApart: boolean,
  comparable: boolean,
): string | undefined {
  if (isApart) {
    const used = paper.used ?? 'its own data and sizes';
    return `The paper used ${used}. Its figures are no measure for this run: they stand below, under “${APART}”.`;
  }
  return comparable ? undefined : paper.used && `The paper used ${paper.used}.`;
}

function commitBadge(environment: RunEnvironment | undefined): { text: string }[] {
  if (environment?.commit === undefined) return [];
  const { commit, dirty = false } = environment;
  return [{ text: `commit ${showCommit({ commit, dirty })}` }];
}

/** What one types to make the run again, and with what it was made. */
function made({ commit, dirty = false, commandLine, threads, ...rest }: RunEnvironment): string {
  const versions = Object.entries(rest.versions).map(([name, version]) => `${name} ${version}`);
  return [
    ...(commandLine === undefined ? [] : [showCommand(commandLine)]),
    ...(commit === undefined ? [] : [`commit ${showCommit({ commit, dirty })}`]),
    `${rest.platform}, ${rest.cpu}, ${rest.cores} cores${threads === undefined ? '' : `, ${threads} threads`}, ${rest.memoryGiB} GiB`,
    `begun ${rest.started}`,
    versions.join(', '),
  ].join('\n');
}

/**
 * What to say beside the paper's figures in a run that is not one of the paper's.
 *
 * @param recipe - The recipe.
 * @param result - The run.
 * @returns A sentence; nothing when preset and data are the paper's, or when there is nothing of the paper to compare with.
 */
export function landmarkNote(
  { paper }: Pick<Recipe, 'paper'>,
  { preset, data, measures }: Pick<RunResult, 'preset' | 'data' | 'measures'>,
): string | undefined {
  if (preset === 'paper' && data.kind !== 'synthetic') return undefined;
  if (!hasPaper({ measures })) return paper.used && `The paper used ${paper.used}.`;
  const used = paper.used ?? 'its own data and sizes';
  return `The paper used ${used}: with other data or sizes its figures are a landmark, not a target.`;
}

function hasPaper({ measures }: Pick<RunResult, 'measures'>): boolean {
  return measures.some(({ paper }) => paper !== undefined);
}
