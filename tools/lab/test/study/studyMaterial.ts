import { mkdir, writeFile } from 'node:fs/promises';
import type { JsonObject } from '@causal-mechanisms/tensor-utils';
import type { Chart } from '../../src/report/figures/chartParts.ts';
import type { SectionMaterial } from '../../src/report/section.ts';
import { runFolder } from '../../src/run/runFolder.ts';
import { partMaterial } from '../../src/run/runPart.ts';
import type { StudyOutcome } from '../../src/study/study.ts';

/** What a part of a study's run left. */
export interface KeptPart {
  /** What was measured; left out while it is not finished. */
  readonly value?: JsonObject;
  /** The scalars of its evaluations, by update. */
  readonly evaluations?: Readonly<Record<number, Readonly<Record<string, number | null>>>>;
}

/** A run folder with finished parts to draw from, and the figures that were drawn. */
export async function studyMaterial(path: string, parts: Readonly<Record<string, KeptPart>>) {
  const run = runFolder(path);
  for (const [name, { value, evaluations = {} }] of Object.entries(parts)) {
    const folder = run.part(name);
    await mkdir(folder.path, { recursive: true });
    if (value !== undefined) {
      const outcome: StudyOutcome<JsonObject> = {
        measured: value,
        cost: {},
        chosenAt: null,
        othersAt: {},
      };
      await folder.writeJson('part.json', { seconds: 1, value: outcome });
    }
    const lines = Object.entries(evaluations).map(([step, scalars]) =>
      JSON.stringify({ kind: 'evaluation', step: Number(step), scalars }),
    );
    await writeFile(folder.events, lines.map((line) => `${line}\n`).join(''));
  }
  const figures: Record<string, string | Chart> = {};
  const material: SectionMaterial = {
    part: (name) => partMaterial(run, name),
    figure: (name, figure) => {
      figures[name] = figure;
      const svg = typeof figure === 'string' ? figure : figure.svg;
      return Promise.resolve({ kind: 'figure', svg });
    },
  };
  /** @returns The drawing of a figure. */
  const svgOf = (name: string): string => {
    const figure = figures[name];
    return typeof figure === 'string' ? figure : (figure?.svg ?? '');
  };
  return { material, figures, svgOf };
}
