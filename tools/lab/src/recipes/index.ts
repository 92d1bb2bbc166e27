import type { Recipe } from '../recipe.ts';
import { expertsGanMain } from './experts-gan/main.ts';
import { rimsAblation } from './rims/ablation.ts';
import { rimsCopying } from './rims/copying.ts';
import { rimsSequentialMnist } from './rims/sequentialMnist.ts';

/** Every recipe, by system and name. */
export const RECIPES: readonly Recipe[] = [
  expertsGanMain,
  rimsCopying,
  rimsSequentialMnist,
  rimsAblation,
];
