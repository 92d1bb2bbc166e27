import { join } from 'node:path';
import {
  ArgumentError,
  checkOptions,
  checkText,
  FileAccessError,
} from '@causal-mechanisms/tensor-utils';
import { bayesianNetwork } from '../causal/networks/bayesianNetwork.ts';
import { isLiteratureName } from '../causal/networks/literature.ts';
import { checkPath, fileSize } from './fileAccess.ts';
import { locateData } from './locateData.ts';
import { readBif } from './readBif.ts';
import type { CausalNetwork } from '../causal/causalNetwork.ts';

/** Options of {@link loadNetwork}. */
export interface LoadNetworkOptions {
  /** The folder of the data, with `networks/NAME.bif` or `NAME.bif` in it. Default: that of `locateData`. */
  readonly dir?: string;
}

/**
 * Gets a network by its name: `asia`, `cancer` and `earthquake` come with the package, others are read from the folder of the data.
 *
 * @param name - Such as `sachs`: letters, digits, `_` and `-`.
 * @param options - Where to look.
 * @returns The network.
 * @throws ArgumentError for a name with other characters; FileAccessError when there is no such file; FileFormatError when the file
 *   is damaged.
 *
 * @example
 * ```ts
 * import { loadNetwork } from '@causal-mechanisms/datasets/node';
 *
 * const { names } = await loadNetwork('earthquake');
 * console.log(names.length); // 5
 * ```
 */
export async function loadNetwork(
  name: string,
  options: LoadNetworkOptions = {},
): Promise<CausalNetwork> {
  checkText('loadNetwork', 'name', name);
  checkOptions('loadNetwork', options);
  if (options.dir !== undefined) checkPath('loadNetwork', 'dir', options.dir);
  if (!/^[\w-]+$/.test(name)) {
    throw new ArgumentError(
      `loadNetwork: the name must consist of letters, digits, _ and -, got '${name}'`,
      { data: { name } },
    );
  }
  if (isLiteratureName(name)) return bayesianNetwork(name);
  const dir = options.dir ?? (await locateData()).dir;
  for (const path of [join(dir, 'networks', `${name}.bif`), join(dir, `${name}.bif`)]) {
    if ((await fileSize(path)) !== undefined) return readBif(path);
  }
  throw new FileAccessError(
    `loadNetwork: there is neither networks/${name}.bif nor ${name}.bif in ${dir}; asia, cancer and earthquake need no file`,
    { data: { name, dir } },
  );
}
