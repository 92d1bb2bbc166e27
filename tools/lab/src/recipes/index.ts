import type { Recipe } from '../recipe.ts';
import { expertsGanMain } from './experts-gan/main.ts';

/** Every recipe, by system and name. */
export const RECIPES: readonly Recipe[] = [expertsGanMain];
