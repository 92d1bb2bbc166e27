import { createRequire } from 'node:module';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import type { BackendReport, UseBackendOptions } from '@causal-mechanisms/tensor-utils';
import * as z from 'zod';
import { threadsOfRun } from './threadsOfRun.ts';
import type { World } from '../world.ts';

/** The content of `environment.json`: what computed a run. */
export interface RunEnvironment {
  /** The rung of the backend ladder, such as `node` or `wasm`. */
  readonly backend: string;
  /** Why this one. */
  readonly backendReason: string;
  /** Whether a GPU computes. */
  readonly usesGpu: boolean;
  /** Versions by package. */
  readonly versions: Readonly<Record<string, string>>;
  /** Node's version, operating system and architecture. */
  readonly platform: string;
  /** The processor. */
  readonly cpu: string;
  /** Its logical cores. */
  readonly cores: number;
  /** Threads of the native backend, which sums depend on by rounding. Default: a run of before it was kept. */
  readonly threads?: number;
  /** Main memory in GiB. */
  readonly memoryGiB: number;
  /** When the run, or its last resumption, began. */
  readonly started: string;
  /** The commit of the code. Default: a run of before it was kept. */
  readonly commit?: string;
  /** Whether tracked files differed from it. */
  readonly dirty?: boolean;
  /** What was typed to begin the run, without the program's own name. */
  readonly commandLine?: readonly string[];
}

/** What `environment.json` must hold. */
export const environmentSchema = z.object({
  backend: z.string(),
  backendReason: z.string(),
  usesGpu: z.boolean(),
  versions: z.record(z.string(), z.string()),
  platform: z.string(),
  cpu: z.string(),
  cores: z.number(),
  threads: z.number().optional(),
  memoryGiB: z.number(),
  started: z.string(),
  commit: z.string().optional(),
  dirty: z.boolean().optional(),
  commandLine: z.array(z.string()).optional(),
}) as z.ZodType<RunEnvironment>;

const PACKAGES = [
  'tensor-utils',
  'datasets',
  'transforms',
  'metrics',
  'experts-gan',
  'rims',
  'meta-transfer',
  'dear-scm',
];

/**
 * Chooses the backend of this process and says what it is.
 *
 * @param world - Environment, clock, terminal.
 * @param backend - The one to insist on.
 * @returns The report of the ladder and the content of `environment.json`.
 */
export async function startBackend(
  world: Pick<World, 'environment' | 'terminal' | 'now'>,
  backend: string | undefined,
): Promise<{ report: BackendReport; environment: RunEnvironment }> {
  const report = await useBackend({
    environment: world.environment,
    // The ladder itself refuses an unknown name and suggests the nearest.
    ...(backend === undefined
      ? {}
      : { backend: backend as NonNullable<UseBackendOptions['backend']> }),
  });
  // The native ones need no comment; a slower one does.
  const slower = report.rung === 'wasm' || report.rung === 'cpu';
  world.terminal.note(`backend: ${report.rung}${slower ? ` (${report.reason})` : ''}`);
  return { report, environment: describeEnvironment(report, world) };
}

function describeEnvironment(
  report: BackendReport,
  { environment, now }: Pick<World, 'environment' | 'now'>,
): RunEnvironment {
  const processors = cpus();
  return {
    backend: report.rung,
    backendReason: report.reason,
    usesGpu: report.usesGpu,
    versions: { ...report.versions, ...ownVersions() },
    platform: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    threads: threadsOfRun(environment, availableParallelism()),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    started: new Date(now()).toISOString(),
  };
}

function ownVersions(): Record<string, string> {
  const require = createRequire(import.meta.url);
  return Object.fromEntries(
    PACKAGES.map((name) => {
      const { version } = require(`@causal-mechanisms/${name}/package.json`) as { version: string };
      return [name, version];
    }),
  );
}
