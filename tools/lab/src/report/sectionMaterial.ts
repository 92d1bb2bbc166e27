import type { RunMaterial } from '../run/recipe.ts';

/** What the sections of a study draw from: its parts, and where figures are kept. */
export type SectionMaterial = Pick<RunMaterial, 'part' | 'figure'>;
