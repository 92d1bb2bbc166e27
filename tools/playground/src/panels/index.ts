import type { Panel } from '../panel/panel.ts';
import { causes } from './causes/panel.ts';
import { direction } from './direction/panel.ts';
import { experts } from './experts/panel.ts';
import { modules } from './modules/panel.ts';

/** The panels in the order of the navigation; the first one is opened where the address names none. */
export const PANELS: readonly Panel<unknown>[] = [experts, modules, direction, causes];
