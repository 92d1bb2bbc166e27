/** Node's `util`, as the packages of the native backend see it: by `require`, whose object can be added to. */
type UtilModule = Record<string, unknown>;

/** What tfjs-node 4.22 calls in `split`, `topk` and a few more. Node 22 warns of both, Node 23 has neither. */
const LOST: Readonly<UtilModule> = {
  isArray: (value: unknown) => Array.isArray(value),
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
};

/**
 * Gives Node's `util` back what tfjs-node needs of it: without it, the native backend loads on Node 23 and later, and
 * `split` fails in the middle of the work. What Node has without a warning stays.
 *
 * @param process - Node's `process`; nothing is done where there is none.
 */
export function restoreLostUtil(process: UtilProcess | undefined): void {
  const util = process?.getBuiltinModule?.('util') as UtilModule | undefined;
  if (util === undefined) return;
  const warns = Number.parseInt(process?.versions?.['node'] ?? '', 10) >= 22;
  for (const [name, value] of Object.entries(LOST)) {
    if (!warns && typeof util[name] === 'function') continue;
    Object.defineProperty(util, name, { value, configurable: true, writable: true });
  }
}

/** What is read of Node's `process`. */
export interface UtilProcess {
  /** Versions by component; `node` is that of Node. */
  readonly versions?: Readonly<Record<string, string | undefined>>;
  /** A module of Node, without an import that bundlers for the web would follow. */
  readonly getBuiltinModule?: (name: string) => unknown;
}
