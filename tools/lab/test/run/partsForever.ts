import { setTimeout as pause } from 'node:timers/promises';
import { executeRun } from '../../src/run/executeRun.ts';
import { runFolder } from '../../src/run/runFolder.ts';
import { partsRecipe } from './partsRecipe.ts';
import { quietWorld, RECORD } from '../quietWorld.ts';

// A program for executeRun.test.ts: it counts so slowly that a kill hits the middle.
const recipe = partsRecipe(() => pause(20));
await executeRun(recipe, runFolder(process.argv[2] ?? ''), quietWorld(), RECORD);
