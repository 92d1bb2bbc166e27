import { ArgumentError } from '@causal-mechanisms/tensor-utils';
import { modelledScenes } from '../modelledScenes.ts';
import type { ScenesDescription, SceneTargets } from '../modelledScenes.ts';
import type { SceneDataset } from '../sceneDataset.ts';
import { checkAngles, pendulumShadow } from './pendulumGeometry.ts';
import { checkPendulumOptions } from './pendulumOptions.ts';
import type { PendulumRowsOptions } from './pendulumOptions.ts';
import { drawPendulumRows, pendulumColumns } from './pendulumRows.ts';
import type { PendulumRows } from './pendulumRows.ts';

/**
 * The true structural model: every factor from its causes and from what chance decided.
 *
 * Length and position are the closed forms at the angles plus the noise of the row, the length raised to the floor; those of a corrupted
 * row are what was drawn for it, whatever the angles are. A target takes its value as it is, without noise or floor.
 *
 * @param rows - What chance decided.
 * @param targets - Factors that are set. Default: none.
 * @returns `[count, columns]` in the order of {@link pendulumColumns}.
 */
export function pendulumValues(rows: PendulumRows, targets: SceneTargets = {}): Float64Array {
  const columns = pendulumColumns(rows.background !== null).length;
  const values = new Float64Array(rows.count * columns);
  for (let i = 0; i < rows.count; i++) {
    const pendulum = targets['pendulum'] ?? rows.pendulum[i] ?? 0;
    const light = targets['light'] ?? rows.light[i] ?? 0;
    const corrupted = targets['corrupted'] ?? rows.corrupted[i] ?? 0;
    const clean = pendulumShadow(pendulum, light);
    const length =
      corrupted === 1
        ? rows.corruptLength[i]
        : Math.max(rows.floor, clean.length + (rows.lengthNoise[i] ?? 0));
    const position =
      corrupted === 1 ? rows.corruptPosition[i] : clean.position + (rows.positionNoise[i] ?? 0);
    const k = i * columns;
    values[k] = pendulum;
    values[k + 1] = light;
    values[k + 2] = targets['shadow_length'] ?? length ?? 0;
    values[k + 3] = targets['shadow_position'] ?? position ?? 0;
    values[k + 4] = corrupted;
    if (rows.background !== null) values[k + 5] = targets['background'] ?? rows.background[i] ?? 0;
  }
  return values;
}

/** How rows are observed. */
export type PendulumView = Pick<ScenesDescription, 'shape' | 'observe'>;

/**
 * @param owner - The function that makes the data set; opens messages.
 * @param options - How many rows, of which kind.
 * @param view - How they are observed.
 * @returns The data set, with its true counterfactuals.
 * @throws ArgumentError for an option outside its range.
 */
export function pendulumScenes(
  owner: string,
  options: PendulumRowsOptions,
  view: PendulumView,
): SceneDataset {
  const checked = checkPendulumOptions(owner, options);
  const rows = drawPendulumRows(checked);
  return modelledScenes({
    name: `${owner}/${checked.split}`,
    description: `drawn pendulums, ${checked.split} set`,
    count: rows.count,
    factors: pendulumColumns(rows.background !== null),
    valuesOf: (targets) => pendulumValues(rows, targets),
    checkTargets,
    ...view,
  });
}

function checkTargets(owner: string, targets: SceneTargets): void {
  checkAngles(owner, targets['pendulum'] ?? 0, targets['light'] ?? 90);
  const length = targets['shadow_length'] ?? 0;
  if (length < 0) {
    throw new ArgumentError(`${owner}: shadow_length must be at least 0, got ${length}`, {
      data: { length },
    });
  }
}
