import { commandHelp, helpText } from '../../../src/command/arguments/helpText.ts';
import { parseCommandLine } from '../../../src/command/arguments/arguments.ts';
import { COMMON_OPTIONS, OPTIONS, TRAIN_OPTIONS } from '../../../src/command/arguments/options.ts';

const LINES = helpText().split('\n');

describe('helpText', () => {
  it('names every command and every option', () => {
    const options = [COMMON_OPTIONS, ...Object.values(OPTIONS)].flatMap(Object.keys);
    for (const name of options) {
      expect(LINES.filter((line) => line.trim().split(' ')[0] === `--${name}`)).not.toEqual([]);
    }
    for (const name of Object.keys(OPTIONS)) {
      expect(LINES.filter((line) => line.startsWith(`  ${name} `))).not.toEqual([]);
    }
  });

  it('shows the options of a run once, and those of a sweep that differ', () => {
    expect(LINES.filter((line) => line.includes('--preset '))).toHaveLength(1);
    expect(LINES.filter((line) => line.includes('--set '))).toEqual([
      '    --set key=value             set a key of the configuration (JSON values, dotted keys), repeatable',
      '    --set key=1,2,3             the values of a key',
    ]);
  });

  it('explains in one column and fits a terminal', () => {
    for (const line of LINES.slice(1).filter((text) => text !== '')) {
      expect(line.slice(31, 33)).toMatch(/^ [a-zA-Z]/);
      expect(line.length).toBeLessThanOrEqual(112);
    }
  });
});

describe('commandHelp of one system', () => {
  it.each(Object.keys(TRAIN_OPTIONS) as (keyof typeof TRAIN_OPTIONS)[])(
    'of %s has its options alone',
    (system) => {
      const lines = commandHelp('train', system).split('\n');
      expect(lines[0]).toBe(`usage: npm run lab -- train ${system}`);
      const options = lines
        .filter((line) => line.startsWith('  --'))
        .map((line) => line.split(/[ ,]+/)[1]);
      const expected = Object.keys({ ...TRAIN_OPTIONS[system], ...COMMON_OPTIONS });
      expect(options.sort()).toEqual(expected.map((name) => `--${name}`).sort());
      const examples = lines.slice(lines.indexOf('examples:') + 1);
      expect(examples.length).toBeGreaterThan(1);
      for (const example of examples) {
        expect(example).toContain(`npm run lab -- train ${system} --`);
        const words = example.replace('  npm run lab -- ', '').match(/"[^"]*"|\S+/g) ?? [];
        expect(parseCommandLine(words.map((word) => word.replaceAll('"', '')))).toMatchObject({
          command: 'train',
          system,
        });
      }
    },
  );

  it('is what is printed, and that of all names all', () => {
    expect(parseCommandLine(['train', 'rims', '--help'])).toMatchObject({ system: 'rims' });
    expect(parseCommandLine(['help', 'train', 'rims'])).toMatchObject({ system: 'rims' });
    expect(() => parseCommandLine(['train', 'rimz', '--help'])).toThrow('did you mean "rims"?');
    const all = commandHelp('train');
    const [means = ''] = all.split('\n').slice(2);
    for (const system of Object.keys(TRAIN_OPTIONS)) {
      expect(means).toContain(` ${system}`);
      expect(all).toContain(`options of ${system}:`);
    }
  });
});

describe('commandHelp', () => {
  it.each(Object.keys(OPTIONS) as (keyof typeof OPTIONS)[])(
    'of %s has its options and examples that can be read',
    (topic) => {
      const text = commandHelp(topic);
      expect(text).toMatch(new RegExp(`^usage: npm run lab -- ${topic}`));
      for (const name of Object.keys(OPTIONS[topic])) expect(text).toContain(`  --${name}`);
      const examples = text.split('examples:\n')[1]?.split('\n') ?? [];
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        const words = example.replace('  npm run lab -- ', '').match(/"[^"]*"|\S+/g) ?? [];
        expect(() => parseCommandLine(words.map((word) => word.replaceAll('"', '')))).not.toThrow();
      }
    },
  );
});
