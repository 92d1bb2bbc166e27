import { runCommandLine } from '../src/commandLine.ts';
import { inFolder } from './fixture.ts';

const FILES = {
  'pack/src/a.ts': 'export const add = (a: number, b: number) => a + b;',
  'pack/test/a.test.ts':
    "import { add } from '../src/a.ts';\nit('adds', () => expect(add(1, 2)).toBe(3));",
  'idle/src/a.ts': 'export const add = (a: number, b: number) => a + b;',
};

async function run(folder: string, ...args: string[]) {
  const out: string[] = [];
  const note: string[] = [];
  const code = await runCommandLine(args, {
    workingDirectory: folder,
    cacheFolder: `${folder}/cache`,
    out: (line) => out.push(line),
    note: (line) => note.push(line),
  });
  return { code, out, note };
}

describe('mutation', () => {
  it('prints the score of a package, and fails below a bound', () =>
    inFolder(FILES, async (folder) => {
      const { code, out } = await run(folder, 'pack', '--at-least', '100');
      expect(out.at(-1)).toMatch(/^total +1 +1 +0 +100.0 %$/);
      expect(code).toBe(0);
      const idle = await run(folder, 'idle', '--at-least', '1');
      expect(idle.out[0]).toBe('src/a.ts:1:46  a + b  -> a - b (no test gets here)');
      expect(idle.code).toBe(1);
      expect((await run(folder, 'idle')).code).toBe(0);
    }));

  it('ends with 2 and one line for bad usage', () =>
    inFolder(FILES, async (folder) => {
      for (const args of [
        [],
        ['nowhere'],
        ['pack', 'nowhere'],
        ['pack', '--workers', '0'],
        ['--x'],
      ]) {
        const { code, out, note } = await run(folder, ...args);
        expect([code, out, note.length]).toEqual([2, [], 1]);
      }
      expect((await run(folder, '--help')).out[0]).toContain('npm run mutation');
    }));
});
