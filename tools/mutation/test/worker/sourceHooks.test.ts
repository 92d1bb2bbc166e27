import { initialize, load, resolve } from '../../src/worker/sourceHooks.ts';

const folder = 'file:///pack/';
const attributes = { conditions: [], importAttributes: {}, importAssertions: {} };

beforeAll(() => initialize({ folder, sources: { [`${folder}src/a.ts`]: 'export {};' } }));

describe('resolve', () => {
  const from = async (parentURL: string | undefined, specifier: string) => {
    const found = await resolve(specifier, { ...attributes, parentURL }, (name) => ({
      url: new URL(name, `${folder}src/`).href,
    }));
    return found.url;
  };

  it('hands the query of a fresh load on within the package', async () => {
    const parent = `${folder}test/a.test.ts?fresh=7`;
    expect(await from(parent, './a.ts')).toBe(`${folder}src/a.ts?fresh=7`);
    expect(await from(parent, './a.ts?b')).toBe(`${folder}src/a.ts?b`);
    expect(await from(parent, 'file:///else/b.ts')).toBe('file:///else/b.ts');
  });

  it('leaves all others alone', async () => {
    expect(await from(`${folder}test/a.test.ts?run=7`, './a.ts')).toBe(`${folder}src/a.ts`);
    expect(await from(undefined, './a.ts')).toBe(`${folder}src/a.ts`);
  });
});

describe('load', () => {
  const loaded = { format: 'module', source: 'from disk' } as const;
  const read = (url: string) => load(url, { ...attributes, format: undefined }, () => loaded);

  it('hands out instrumented sources, whatever the query', async () => {
    const expected = { format: 'module', source: 'export {};', shortCircuit: true };
    expect(await read(`${folder}src/a.ts`)).toEqual(expected);
    expect(await read(`${folder}src/a.ts?fresh=7`)).toEqual(expected);
    expect(await read(`${folder}src/b.ts`)).toBe(loaded);
  });
});
