import { commandHelp, helpText } from '../../../src/command/arguments/helpText.ts';
import { parseCommandLine } from '../../../src/command/arguments/arguments.ts';
import { COMMON_OPTIONS, OPTIONS } from '../../../src/command/arguments/options.ts';

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

describe('commandHelp', () => {
  it.each(['list', 'run', 'sweep', 'train', 'report', 'runs', 'verify', 'data'] as const)(
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
