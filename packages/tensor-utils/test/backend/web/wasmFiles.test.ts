import { BackendError } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { placeWasmFiles } from '../../../src/backend/web/wasmFiles.ts';

const WASM = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const PAGE = [...new TextEncoder().encode('<!doctype html>')];
const names = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
] as const;

/** A server that has these files, and a list of what it was asked for. */
function server(files: Readonly<Record<string, readonly number[]>>) {
  const asked: string[] = [];
  const fetchFile = ((address: string) => {
    asked.push(address);
    if (address.startsWith('refused:')) return Promise.reject(new TypeError('Failed to fetch'));
    const bytes = files[address];
    const status = bytes === undefined ? 404 : 200;
    return Promise.resolve(new Response(Uint8Array.from(bytes ?? []), { status }));
  }) as unknown as typeof fetch;
  return { asked, fetchFile };
}

const inFolder = (folder: string) =>
  Object.fromEntries(names.map((name) => [name, folder + name])) as Record<
    (typeof names)[number],
    string
  >;

describe('placeWasmFiles', () => {
  const flags = ['IS_BROWSER', 'WASM_HAS_SIMD_SUPPORT', 'WASM_HAS_MULTITHREAD_SUPPORT'] as const;
  let isBrowser: boolean;

  beforeAll(async () => {
    await import('@tensorflow/tfjs-backend-wasm'); // makes the flags known
    isBrowser = tf.env().getBool('IS_BROWSER');
    flags.forEach((flag, at) => tf.env().set(flag, at < 2));
  });

  afterAll(() => tf.env().set('IS_BROWSER', isBrowser));

  it('takes the first place that answers with a WASM binary', async () => {
    const [simd] = [names[1]];
    const { asked, fetchFile } = server({ [`/page/${simd}`]: PAGE, [`/right/${simd}`]: WASM });
    const places = ['/none/', '/page/', 'refused:/', '/right/', '/later/'].map(inFolder);
    const chosen: unknown[] = [];
    await placeWasmFiles((files) => chosen.push(files), { fetchFile, places });
    expect(chosen).toEqual([inFolder('/right/')]);
    expect(asked).toEqual(['/none/', '/page/', 'refused:/', '/right/'].map((at) => at + simd));
  });

  it('asks for the binary that this browser will use', async () => {
    for (const [simd, threads, name] of [
      [false, false, names[0]],
      [true, false, names[1]],
      [true, true, names[2]],
    ] as const) {
      tf.env().set('WASM_HAS_SIMD_SUPPORT', simd);
      tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads);
      const { asked, fetchFile } = server({ [`/f/${name}`]: WASM });
      await placeWasmFiles(() => undefined, { folder: '/f', fetchFile });
      expect(asked).toEqual([`/f/${name}`]);
    }
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  });

  it('says where it looked when no place has it', async () => {
    const { fetchFile } = server({});
    const failure = placeWasmFiles(() => undefined, { folder: '/nowhere/', fetchFile });
    await expect(failure).rejects.toBeInstanceOf(BackendError);
    await expect(failure).rejects.toThrow(
      'tfjs-backend-wasm-simd.wasm is not at /nowhere/tfjs-backend-wasm-simd.wasm: copy the .wasm files',
    );
  });

  it('looks beside the script and the page by itself', async () => {
    const { asked, fetchFile } = server({});
    const globals = globalThis as { document?: unknown };
    globals.document = { baseURI: 'https://example.org/app/index.html?x=1' };
    try {
      await expect(placeWasmFiles(() => undefined, { fetchFile })).rejects.toThrow('nor at');
    } finally {
      delete globals.document;
    }
    expect(asked.at(-1)).toBe('https://example.org/app/tfjs-backend-wasm-simd.wasm');
    expect(asked[0]).toMatch(/^file:.*\/backend\/web\/tfjs-backend-wasm-simd\.wasm$/);
    expect(asked).toHaveLength(2);
  });

  it('does nothing outside browsers, nor where the backend runs already', async () => {
    const { asked, fetchFile } = server({});
    tf.env().set('IS_BROWSER', false);
    await placeWasmFiles(() => undefined, { fetchFile });
    await tf.setBackend('wasm');
    tf.env().set('IS_BROWSER', true);
    await placeWasmFiles(() => undefined, { fetchFile });
    expect(asked).toEqual([]);
  });
});
