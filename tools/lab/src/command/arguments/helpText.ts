import { helpLine, helpLines } from '@causal-mechanisms/command-line';
import type { System, Topic } from './arguments.ts';
import {
  COMMON_OPTIONS,
  FOLDER_OPTIONS,
  IMAGE_OPTIONS,
  OPTIONS,
  SEQUENCE_OPTIONS,
  TRAIN_OPTIONS,
} from './options.ts';
import { QUEUED_OPTIONS, SEARCH_OPTIONS } from './studyOptions.ts';

/** Those that neither a run nor a sweep has. */
const OWN_WORKER_OPTIONS = {
  'save-every': OPTIONS.worker['save-every'],
  'lost-after': OPTIONS.worker['lost-after'],
  'end-when-idle': OPTIONS.worker['end-when-idle'],
  'any-code': OPTIONS.worker['any-code'],
  scratch: OPTIONS.worker.scratch,
};

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
    ...helpLines({ set: OPTIONS.sweep.set, ...SEARCH_OPTIONS, ...QUEUED_OPTIONS }, OPTION),
    helpLine('', 'other options as for run', COMMAND),
    helpLine('worker', 'take runs of studies from a queue, on any machine', COMMAND),
    ...helpLines(OWN_WORKER_OPTIONS, OPTION),
    helpLine('', 'other options as for sweep', COMMAND),
    helpLine('study NAME', 'how far a study is, and its report', COMMAND),
    ...helpLines({ retry: OPTIONS.study.retry, wait: OPTIONS.study.wait }, OPTION),
    helpLine('', 'other options as for sweep', COMMAND),
    helpLine('train experts-gan', 'find what changed your own images, and undo it', COMMAND),
    ...helpLines(FOLDER_OPTIONS, OPTION),
    helpLine('', 'other options as for run, and --side N', COMMAND),
    helpLine('train meta-transfer', 'ask about your own table', COMMAND),
    ...helpLines(TRAIN_OPTIONS['meta-transfer'], OPTION),
    helpLine('train dear-scm', 'counterfactuals on your own labelled images', COMMAND),
    ...helpLines(IMAGE_OPTIONS, OPTION),
    helpLine('', 'other options as for run', COMMAND),
    helpLine('train rims', 'modules that compete for your own sequences', COMMAND),
    ...helpLines(SEQUENCE_OPTIONS, OPTION),
    helpLine(
      '',
      'other options as for run, and --columns, --delimiter, --example FILE.csv',
      COMMAND,
    ),
    helpLine('report RUN...', 'draw the report again; several runs are compared', COMMAND),
    ...helpLines(OPTIONS.report, OPTION),
    helpLine('runs [DIR]', 'the runs in a folder, also as its index.html', COMMAND),
    helpLine('verify [PAGE[#ID]...]', 'are the recorded figures still what comes out?', COMMAND),
    ...helpLines(OPTIONS.verify, OPTION),
    helpLine('data list', 'the data sets, and which of them are at hand', COMMAND),
    helpLine('data get NAME', 'download a data set and check it', COMMAND),
    ...helpLines(OPTIONS.data, OPTION),
    '',
    ...helpLines(COMMON_OPTIONS, COMMAND),
    helpLine('--version', 'version, commit and Node', COMMAND),
    helpLine('COMMAND --help', 'more about a command, with examples', COMMAND),
    helpLine('run RECIPE --help', 'the keys of a recipe and their value in each preset', COMMAND),
  ].join('\n');
}

const LAB = 'npm run lab --';

/** What a command is for, how it is typed, and examples that work as they stand. */
const TOPICS: Readonly<Record<Topic, { usage: string; means: string; examples: string[] }>> = {
  list: {
    usage: 'list',
    means: 'Prints the recipes, their presets and what each one reproduces.',
    examples: ['list', 'list --json'],
  },
  run: {
    usage: 'run RECIPE',
    means:
      'Runs a recipe in a new folder below runs/: log, checkpoints, model, result and report. Ctrl-C saves and stops; --resume goes on.',
    examples: [
      'run experts-gan/main',
      'run experts-gan/main --set experts=4 --set iterations=200',
      'run meta-transfer/direction --seeds 1..4 --jobs 2',
      'run --resume runs/FOLDER',
      'run rims/copying --help',
    ],
  },
  sweep: {
    usage: 'sweep RECIPE --set key=1,2,3',
    means:
      'Runs a recipe once for each combination of values and seed, in one folder, or draws settings and stops the worst early. With --study the runs go to workers on other machines.',
    examples: [
      'sweep experts-gan/main --set experts=2,4 --set filters=8,16 --seeds 1..3 --jobs 2',
      'sweep experts-gan/main --set "filters=integer(4,16)" --random 9 --halving iterations=100,300,900 --best highest:accuracyRecovered',
      'sweep experts-gan/main --set filters=8,16 --seeds 1..20 --queue redis://HOST/0 --store DIR --study filters',
    ],
  },
  worker: {
    usage: 'worker',
    means:
      'Takes runs of studies from a queue, one after the other, keeps checkpoints in the store, and puts finished run folders there. Ctrl-C or SIGTERM saves and hands the run back. The password of the queue is read from CAUSAL_MECHANISMS_QUEUE_PASSWORD.',
    examples: [
      'worker --queue redis://HOST/0 --store DIR',
      'worker --queue redis://HOST/0 --store s3://BUCKET/PREFIX --end-when-idle 60',
    ],
  },
  study: {
    usage: 'study NAME',
    means:
      'Shows the runs of a study, what failed and why, and the time left; fetches finished runs into a folder and writes their report there.',
    examples: ['study filters --queue redis://HOST/0 --store DIR', 'study filters --wait'],
  },
  train: {
    usage: 'train SYSTEM',
    means:
      'Works on data of your own: two folders of images for experts-gan, a table for meta-transfer, labelled images for dear-scm, sequences for rims.',
    examples: [
      'train experts-gan --transformed DIR --canonical DIR',
      'train meta-transfer --table FILE.csv --environment COLUMN',
      'train dear-scm --images DIR --labels FILE.csv --graph "age -> hair"',
      'train rims --sequences FILE --ask next',
    ],
  },
  report: {
    usage: 'report RUN...',
    means: 'Draws the report of a run again, or compares several runs or a group of runs.',
    examples: ['report runs/FOLDER', 'report runs/A runs/B --out comparison.html'],
  },
  runs: {
    usage: 'runs [DIR]',
    means:
      'Lists the runs in a folder (default: runs), the newest first, and writes the list with links to their reports as index.html there.',
    examples: ['runs', 'runs results/server --json'],
  },
  verify: {
    usage: 'verify [PAGE[#ID]...]',
    means:
      'Looks whether every table of figures names its command, then runs those of docs/results that are marked cheap again and compares. A named entry is run though it be dear.',
    examples: ['verify', 'verify --check', 'verify meta-transfer-continuous'],
  },
  data: {
    usage: 'data list | data get NAME',
    means: 'Lists the data sets and where they are, or downloads one and checks it.',
    examples: ['data list', 'data get fashion-mnist'],
  },
};

/** What each system does with data of the user's own, and an example beside that of `train`. */
const SYSTEM_TOPICS: Readonly<Record<System, { means: string; example: string }>> = {
  'experts-gan': {
    means:
      'Finds what changed your own images, and undoes it, by a folder of changed images and one of clean ones.',
    example: 'train experts-gan --example runs/example --experts 3',
  },
  'meta-transfer': {
    means: 'Tells which columns of your own table are causes of which.',
    example: 'train meta-transfer --table FILE.csv --environment COLUMN --columns A,B',
  },
  'dear-scm': {
    means: 'Learns what your own labelled images would be, had a factor been another.',
    example: 'train dear-scm --images DIR --labels FILE.csv --factors age,hair',
  },
  rims: {
    means:
      'Lets modules compete for your own sequences of numbers or tokens: what comes next, or which label a sequence has.',
    example: 'train rims --example runs/swings.csv --model both',
  },
};

/**
 * @param topic - A command.
 * @param system - Of `train`: its options alone. Default: those of all systems.
 * @returns The text of its `--help`.
 */
export function commandHelp(topic: Topic, system?: System): string {
  const { usage, means, examples } = TOPICS[topic];
  if (topic !== 'train')
    return page(usage, means, ['', 'options:', ...helpLines(OPTIONS[topic], COMMAND)], examples);
  const systems = Object.keys(TRAIN_OPTIONS) as System[];
  const options = systems
    .filter((name) => system === undefined || name === system)
    .flatMap((name) => ['', `options of ${name}:`, ...helpLines(TRAIN_OPTIONS[name], COMMAND)]);
  if (system === undefined) return page(usage, means, options, examples);
  const own = examples.filter((example) => example.startsWith(`train ${system} `));
  const { means: ofSystem, example } = SYSTEM_TOPICS[system];
  return page(`train ${system}`, ofSystem, options, [...own, example]);
}

function page(
  usage: string,
  means: string,
  options: readonly string[],
  examples: readonly string[],
): string {
  return [
    `usage: ${LAB} ${usage}`,
    '',
    means,
    ...options,
    ...helpLines(COMMON_OPTIONS, COMMAND),
    '',
    'examples:',
    ...examples.map((example) => `  ${LAB} ${example}`),
  ].join('\n');
}
