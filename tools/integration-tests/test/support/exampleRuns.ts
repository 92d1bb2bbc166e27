import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  consumerFolder,
  nodeInConsumer,
  REPOSITORY,
  runIn,
  TSC,
  TYPESCRIPT_NODE,
} from './consumer.ts';
import type { Finished } from './consumer.ts';
import type { DocExample } from './docExamples.ts';
import { checkShownOutput, isShown } from './shownOutput.ts';

/** What `consumer/runExamples.mjs` says about one example. */
interface ExampleReport {
  readonly file: string;
  readonly error?: string;
  readonly seconds: number;
  readonly outputs: readonly { readonly shown: string; readonly output: string }[];
}

/** An example is read in a minute and should run in seconds, on any backend; of the processor, which others may use too. */
const MOST_SECONDS = 30;

const RUNNER = join(REPOSITORY, 'tools/integration-tests/consumer/runExamples.mjs');

/**
 * Runs examples in the consumer, as a user of the packages would.
 *
 * @param name - Of a folder for them.
 * @param examples - What to run, one after the other.
 * @returns What is wrong with them; empty when they run and print what they show.
 */
export async function runInProject(
  name: string,
  examples: readonly DocExample[],
): Promise<readonly string[]> {
  const folder = join(consumerFolder(), 'examples', name);
  await mkdir(folder, { recursive: true });
  const runner = join(folder, 'runExamples.mjs');
  await copyFile(RUNNER, runner);
  const files = await writeExamples(folder, examples);
  const args = files.map((file) => file.slice(folder.length + 1));
  return problemsOf(examples, await nodeInConsumer([...TYPESCRIPT_NODE, runner, ...args]));
}

/**
 * Compiles and runs examples in the checkout, as those who work on it would; their relative imports start at the page.
 *
 * @param examples - What to run, one after the other.
 * @returns What is wrong with them; empty when they compile, run and print what they show.
 */
export async function runInCheckout(examples: readonly DocExample[]): Promise<readonly string[]> {
  const build = join(REPOSITORY, 'tools/integration-tests/out-tsc');
  await mkdir(build, { recursive: true });
  const folder = await mkdtemp(join(build, 'examples-'));
  try {
    await writeExamples(folder, examples, (code) => code);
    const wrong = await compileErrors(folder);
    if (wrong !== '') return [wrong];
    const files = await writeExamples(folder, examples);
    const options = ['--no-warnings', '--conditions=@causal-mechanisms/source', ...TYPESCRIPT_NODE];
    return problemsOf(
      examples,
      await runIn(folder, process.execPath, [...options, RUNNER, ...files]),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compileErrors(folder: string): Promise<string> {
  const tsconfig = {
    extends: join(REPOSITORY, 'tsconfig.base.json'),
    compilerOptions: {
      composite: false,
      declaration: false,
      declarationMap: false,
      noEmit: true,
      rewriteRelativeImportExtensions: false,
      allowImportingTsExtensions: true,
      types: ['node'],
    },
    include: ['*.ts'],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  const { stdout, stderr } = await runIn(folder, process.execPath, [TSC, '-p', '.']);
  return stdout + stderr;
}

/** Writes examples into files of a folder, unless told otherwise so that what they print is compared. */
async function writeExamples(
  folder: string,
  examples: readonly DocExample[],
  prepare = checkShownOutput,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const [i, { file, symbol, code }] of examples.entries()) {
    const home = `${join(REPOSITORY, dirname(file))}/`;
    const placed = code.replace(/(?<=\b(?:from|import\() ?')(?=\.\.?\/)/g, home);
    const path = join(folder, `${i}-${symbol.replace(/\W/g, '-')}.ts`);
    await writeFile(path, `${prepare(placed)}\nexport {};\n`);
    files.push(path);
  }
  return files;
}

function problemsOf(
  examples: readonly DocExample[],
  { ended, stdout, stderr }: Finished,
): readonly string[] {
  const reports = stdout
    .split('\n')
    .filter((line) => line.startsWith('{"file"'))
    .map((line) => JSON.parse(line) as ExampleReport);
  return examples.flatMap(({ file, symbol }, i) => {
    const report = reports[i];
    const where = `${file}, ${symbol}`;
    if (report === undefined) {
      return reports.length === i ? [`${where}: the process ended (${ended}): ${stderr}`] : [];
    }
    return problems(report).map((problem) => `${where}: ${problem}`);
  });
}

function problems({ error, seconds, outputs }: ExampleReport): readonly string[] {
  return [
    ...(error === undefined ? [] : [error]),
    ...(seconds > MOST_SECONDS ? [`took ${seconds.toFixed(0)} s of the processor`] : []),
    ...outputs
      .filter(({ shown, output }) => !isShown(shown, output))
      .map(({ shown, output }) => `shows "${shown}" but prints "${output}"`),
  ];
}
