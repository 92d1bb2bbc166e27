import { typedCommands } from '../../src/verify/commandWords.ts';

const read = (...lines: string[]) => typedCommands(lines, { page: 'a.md', line: 5 });
const words = (...lines: string[]) => read(...lines).map((command) => command.words);

describe('typedCommands', () => {
  it('reads a command a line, and leaves remarks and empty lines out', () => {
    expect(read('npm run lab -- list   # what there is', '', '# nothing', 'npm run bench')).toEqual(
      [
        {
          place: { page: 'a.md', line: 5 },
          environment: {},
          words: ['npm', 'run', 'lab', '--', 'list'],
        },
        { place: { page: 'a.md', line: 8 }, environment: {}, words: ['npm', 'run', 'bench'] },
      ],
    );
  });

  it('takes quotes off as a shell does', () => {
    expect(words(`a --set 'models=["x y"]' --graph "a -> b; c" x'y'"z" '' b#c`)).toEqual([
      ['a', '--set', 'models=["x y"]', '--graph', 'a -> b; c', 'xyz', '', 'b#c'],
    ]);
  });

  it('goes on behind a backslash, and names the first line', () => {
    const [first, second] = read('a \\', '  b \\', '  c', 'd');
    expect(first).toMatchObject({ place: { line: 5 }, words: ['a', 'b', 'c'] });
    expect(second).toMatchObject({ place: { line: 8 }, words: ['d'] });
  });

  it('reads variables before the command, and none behind it', () => {
    expect(read("TF_THREADS=1 A='b c' npm X=1")).toMatchObject([
      { environment: { TF_THREADS: '1', A: 'b c' }, words: ['npm', 'X=1'] },
    ]);
  });

  it.each([
    ['for gap in 1 2; do a; done', '";" is for a shell'],
    ['a $HOME', '"$" is for a shell'],
    ['a | b', '"|" is for a shell'],
    ['a > b', '">" is for a shell'],
    ['a `b`', '"`" is for a shell'],
    ['a --set x=[1,2]', '"[" is for a shell'],
    ['a b\\ c', '"\\" is for a shell'],
    ['a "$HOME"', 'between double quotes a shell would change "$HOME"'],
    ["a 'b", "a quote ' has no end"],
    ['A=1 B=2', 'variables are set, and no command follows'],
    ['a \\', 'a command ends with a backslash'],
  ])('refuses %s', (line, message) => {
    expect(() => words('', line)).toThrow(`a.md:6: ${message}`);
  });
});
