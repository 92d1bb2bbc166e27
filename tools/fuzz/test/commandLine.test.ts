import { tmpdir } from 'node:os';
import { runCommandLine } from '../src/commandLine.ts';

async function run(...args: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runCommandLine(args, {
    folder: tmpdir(),
    out: (line) => out.push(line),
    note: (line) => notes.push(line),
  });
  return { code, out, notes };
}

describe('npm run fuzz', () => {
  it('tells what there is', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out[0]).toContain('idx | gz | zip');
    expect(out.join('\n')).toContain('--seed');
  });

  it('refuses kinds and options that it does not know', async () => {
    expect(await run('idy')).toMatchObject({
      code: 2,
      notes: ['unknown kind "idy", did you mean "idx"?'],
    });
    expect((await run('--count', '0')).code).toBe(2);
  });
});
