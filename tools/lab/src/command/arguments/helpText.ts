import { helpLine, helpLines } from '@causal-mechanisms/command-line';
import {
  COMMON_OPTIONS,
  FOLDER_OPTIONS,
  IMAGE_OPTIONS,
  OPTIONS,
  TRAIN_OPTIONS,
} from './options.ts';

const COMMAND = { indent: 2, width: 29 };
const OPTION = { indent: 4, width: 27 };

/** @returns The text of `--help`. */
export function helpText(): string {
  return [
    'usage: npm run lab -- COMMAND',
    '',
    helpLine('list', 'the recipes and what each one reproduces', COMMAND),
    helpLine('run RECIPE', 'run a recipe', COMMAND),
    ...helpLines(OPTIONS.run, OPTION),
    helpLine('sweep RECIPE', 'one run per combination of values', COMMAND),
    ...helpLines({ set: OPTIONS.sweep.set }, OPTION),
    helpLine('', 'other options as for run', COMMAND),
    helpLine('train experts-gan', 'find what changed your own images, and undo it', COMMAND),
    ...helpLines(FOLDER_OPTIONS, OPTION),
    helpLine('', 'other options as for run, and --side N', COMMAND),
    helpLine('train meta-transfer', 'ask about your own table', COMMAND),
    ...helpLines(TRAIN_OPTIONS['meta-transfer'], OPTION),
    helpLine('train dear-scm', 'counterfactuals on your own labelled images', COMMAND),
    ...helpLines(IMAGE_OPTIONS, OPTION),
    helpLine('', 'other options as for run', COMMAND),
    helpLine('report RUN...', 'draw the report again; several runs are compared', COMMAND),
    ...helpLines(OPTIONS.report, OPTION),
    helpLine('data list', 'the data sets, and which of them are at hand', COMMAND),
    helpLine('data get NAME', 'download a data set and check it', COMMAND),
    ...helpLines(OPTIONS.data, OPTION),
    '',
    ...helpLines(COMMON_OPTIONS, COMMAND),
  ].join('\n');
}
