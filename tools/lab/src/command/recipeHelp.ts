import { ConfigError } from '@causal-mechanisms/tensor-utils';
import type { JsonObject, JsonValue } from '@causal-mechanisms/tensor-utils';
import { keysOf } from '../report/tables/settingsTable.ts';
import { formatTable } from '../report/tables/textTable.ts';
import { presetNames } from '../run/recipe.ts';
import type { Recipe } from '../run/recipe.ts';

/** Values that are longer are cut: `--dry-run` prints them whole. */
const LONGEST = 32;

/**
 * @param recipe - A recipe.
 * @returns Its keys for `--set`, with the value that each preset gives them, and examples.
 */
export function recipeHelp(recipe: Recipe): string {
  const presets = presetNames(recipe);
  const values = presets.map((name) => keysOf(resolved(recipe, presetOf(recipe, name))));
  const keys = [...new Set(values.flatMap((of) => [...of.keys()]))];
  const shown = (value: JsonValue | undefined): string => {
    const text = value === undefined ? '' : JSON.stringify(value);
    return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
  };
  const whole = keys.find((key) => typeof values[0]?.get(key) === 'number');
  return [
    `${recipe.name}: ${recipe.title}`,
    `${recipe.paper.title}: ${recipe.paper.items}`,
    '',
    'keys for --set, with their value in each preset:',
    formatTable({
      header: ['key', ...presets],
      rows: keys.map((key) => [key, ...values.map((of) => shown(of.get(key)))]),
    }),
    '',
    'examples:',
    `  npm run lab -- run ${recipe.name}`,
    ...(whole === undefined
      ? []
      : [`  npm run lab -- run ${recipe.name} --set ${whole}=${shown(values[0]?.get(whole))}`]),
    `  npm run lab -- run ${recipe.name} --preset paper --seeds 1..3 --dry-run`,
  ].join('\n');
}

function presetOf({ presets }: Recipe, name: string): JsonObject {
  return presets[name as keyof typeof presets] ?? {};
}

/** What is for data of one's own cannot be resolved without them: then the preset alone is shown. */
function resolved(recipe: Recipe, preset: JsonObject): JsonObject {
  try {
    return recipe.resolve(preset);
  } catch (error) {
    if (error instanceof ConfigError) return preset;
    throw error;
  }
}
