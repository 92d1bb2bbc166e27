import { drawsInSoftware } from '../../../src/backend/web/softwareDrawing.ts';

/** A page whose WebGL calls itself so, or has none. */
function page(names: Readonly<Record<number, string>> | undefined, asked: unknown[] = []) {
  const context = {
    getExtension: (name: string) => {
      asked.push(name);
      return { loseContext: () => asked.push('lost') };
    },
    getParameter: (name: number) => names?.[name] ?? null,
  };
  const canvas = {
    getContext: (kind: string, settings: unknown) => {
      asked.push([kind, settings]);
      return names === undefined ? null : context;
    },
  };
  return { document: { createElement: () => canvas } };
}

describe('drawsInSoftware', () => {
  it('asks for a fast context, and takes its name at its word', () => {
    const asked: unknown[] = [];
    expect(drawsInSoftware(page({ 0x9246: 'NVIDIA GeForce RTX' }, asked))).toBe(false);
    expect(asked[0]).toEqual(['webgl2', { failIfMajorPerformanceCaveat: true }]);
    expect(asked.at(-1)).toBe('lost');
  });

  it.each([
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)',
    'llvmpipe (LLVM 15, 256 bits)',
    'Microsoft Basic Render Driver',
    'Apple Software Renderer',
  ])('knows %s', (name) => {
    expect(drawsInSoftware(page({ 0x9246: name }))).toBe(true);
    expect(drawsInSoftware(page({ 0x1f01: name }))).toBe(true);
  });

  it('tries both kinds of context, and holds none for software', () => {
    const asked: unknown[] = [];
    expect(drawsInSoftware(page(undefined, asked))).toBe(true);
    expect(asked.map((entry) => (entry as unknown[])[0])).toEqual(['webgl2', 'webgl']);
    expect(drawsInSoftware({})).toBe(true);
  });

  it('draws off the page where it can', () => {
    const { document } = page({ 0x9246: 'Mali-G78' });
    const OffscreenCanvas = class {
      getContext = document.createElement().getContext;
    };
    expect(drawsInSoftware({ OffscreenCanvas })).toBe(false);
  });
});
