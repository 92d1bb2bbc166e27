import * as tf from '@tensorflow/tfjs';
import { BackendError } from '../../errors.ts';

/** The binaries of the WASM backend: plain, with SIMD, with SIMD and threads. */
const NAMES = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
] as const;

type WasmName = (typeof NAMES)[number];

/** Where each binary is. */
type WasmAddresses = Readonly<Record<WasmName, string>>;

/** The folder of the binaries inside `node_modules`. */
const PACKAGE_FOLDER = '@tensorflow/tfjs-backend-wasm/dist/';

/** The address of this module; bundles that are plain scripts have none. */
const here = import.meta.url as string | undefined;

/** What pages and workers offer. */
interface PageLike {
  readonly document?: {
    readonly baseURI?: string;
    readonly currentScript?: { src?: string } | null;
  };
  readonly location?: { readonly href: string };
}

/** The address of a plain script, which is known only while the script is read. */
const script = (globalThis as PageLike).document?.currentScript?.src;

/** Settings of {@link placeWasmFiles}. */
interface WasmFilesOptions {
  /** The folder to take them from. Default: each place where they may be is tried. */
  readonly folder?: string | undefined;
  /** Gets a file. Default: `fetch`. */
  readonly fetchFile?: typeof fetch;
  /** Places to look at, in order. Default: where a bundler put them, the folder of the script, that of the page. */
  readonly places?: readonly WasmAddresses[];
}

/**
 * Tells the WASM backend where its binaries are. Each place is asked for the binary that will be used: the backend itself would
 * wait for ever where a server answers with something else.
 *
 * Outside browsers, and where the backend runs already, nothing is done.
 *
 * @param setWasmPaths - The function of the WASM backend.
 * @param options - Where to look.
 * @throws BackendError when no place has the binary, with the places.
 */
export async function placeWasmFiles(
  setWasmPaths: (addresses: Record<string, string>) => void,
  options: WasmFilesOptions = {},
): Promise<void> {
  if (!tf.env().getBool('IS_BROWSER') || 'wasm' in tf.engine().registry) return;
  const {
    folder,
    fetchFile = fetch,
    places = folder === undefined ? usualPlaces() : [inside(folder)],
  } = options;
  const needed = await neededFile();
  for (const addresses of places) {
    if (!(await holdsWasm(addresses[needed], fetchFile))) continue;
    setWasmPaths(addresses);
    return;
  }
  const tried = places.map((addresses) => addresses[needed]);
  throw new BackendError(
    `${needed} is not at ${tried.join(', nor at ')}: copy the .wasm files of node_modules/${PACKAGE_FOLDER} ` +
      'beside the script, or name their folder in wasmFolder',
    { data: { file: needed, tried } },
  );
}

async function neededFile(): Promise<WasmName> {
  const [hasSimd, hasThreads] = await Promise.all([
    tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'),
    tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'),
  ]);
  if (hasSimd !== true) return NAMES[0];
  return hasThreads === true ? NAMES[2] : NAMES[1];
}

function usualPlaces(): WasmAddresses[] {
  const { document, location } = globalThis as PageLike;
  const page = document?.baseURI ?? location?.href;
  const folders = [here, script, page].flatMap((address) =>
    address === undefined || address === '' ? [] : inside(new URL('.', address).href),
  );
  const all = [...bundledPlaces(), ...folders];
  return all.filter(
    (place, index) => all.findIndex((other) => other[NAMES[0]] === place[NAMES[0]]) === index,
  );
}

/** Where bundlers that understand this form put the binaries; nothing if the form is as it was written. */
function bundledPlaces(): WasmAddresses[] {
  if (here === undefined) return [];
  const addresses = {
    'tfjs-backend-wasm.wasm': new URL(
      '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
      import.meta.url,
    ).href,
    'tfjs-backend-wasm-simd.wasm': new URL(
      '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
      import.meta.url,
    ).href,
    'tfjs-backend-wasm-threaded-simd.wasm': new URL(
      '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm',
      import.meta.url,
    ).href,
  };
  const isWritten = addresses[NAMES[0]] === new URL(PACKAGE_FOLDER + NAMES[0], here).href;
  return isWritten ? [] : [addresses];
}

function inside(folder: string): WasmAddresses {
  const start = folder.endsWith('/') ? folder : `${folder}/`;
  return {
    'tfjs-backend-wasm.wasm': start + NAMES[0],
    'tfjs-backend-wasm-simd.wasm': start + NAMES[1],
    'tfjs-backend-wasm-threaded-simd.wasm': start + NAMES[2],
  };
}

/** Servers of single-page apps answer every address with a page, so that the first bytes decide. */
async function holdsWasm(address: string, fetchFile: typeof fetch): Promise<boolean> {
  try {
    const { ok, body } = await fetchFile(address, { credentials: 'same-origin' });
    if (!ok || body === null) return false;
    const reader = body.getReader();
    const { value } = (await reader.read()) as { value?: Uint8Array };
    await reader.cancel();
    return value !== undefined && [0x00, 0x61, 0x73, 0x6d].every((byte, at) => value[at] === byte);
  } catch {
    return false; // no such address, or not one that this page may ask
  }
}
