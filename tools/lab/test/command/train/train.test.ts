import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';
import { runLab } from '../../spawnLab.ts';
import { writeRainTable } from './rainTable.ts';

let tiny: TinyLab;
beforeAll(async () => {
  tiny = await tinyLab();
  await writeRainTable(join(tiny.root, 'rain.csv'));
});
afterAll(() => tiny.remove());

const ASK = ['train', 'meta-transfer', '--table', 'rain.csv', '--environment', 'site'];

describe('lab train', () => {
  it('says which of two columns is the cause, and keeps the answer', async () => {
    const args = [...ASK, '--columns', 'umbrella,rain', '--baseline', 'usual', '--out', 'two'];
    const { code, out } = await tiny.call(...args);
    expect(out).toMatch(/^rain is a cause of umbrella: the belief is above 0\.99/);
    expect(out).toContain('This rests on: In each transfer at most one');
    expect(out).toContain('environments: usual (1500 rows, before any change), drought (400)');
    expect(out).toMatch(/^report: two[/\\]report\.html$/m);
    expect(code).toBe(0);
    const result = JSON.parse(await tiny.text('two', 'result.json')) as Record<string, unknown>;
    expect(result).toMatchObject({
      question: 'direction',
      baseline: { environment: 'usual', rows: 1500 },
      answer: {
        direction: 'B->A',
        labels: [
          ['no', 'yes'],
          ['dry', 'wet'],
        ],
      },
    });
    const page = await tiny.text('two', 'report.html');
    expect(page).toContain('<h1>Is umbrella a cause of rain, or rain of umbrella?</h1>');
    expect(page).toContain('<svg');
    expect(page).toContain('what makes umbrella');
    expect(await tiny.text('two', 'figures', 'graph.svg')).toContain('>umbrella</text>');
  });

  it('draws the graph of more columns, with targets found or told', async () => {
    const args = [...ASK, '--target', 'handout=umbrella', '--json', '--out', 'graph'];
    const { code, out } = await tiny.call(...args);
    expect(code).toBe(0);
    const { question, answer, folder } = JSON.parse(out) as Record<string, unknown>;
    expect(question).toBe('graph');
    expect(folder).toBe(join(tiny.root, 'graph'));
    expect(answer).toMatchObject({
      names: ['rain', 'umbrella', 'grass'],
      adjacency: [
        [0, 1, 1],
        [0, 0, 0],
        [0, 0, 0],
      ],
      targets: [
        { variables: ['rain'], found: true },
        { variables: ['umbrella'], found: false },
        { variables: ['rain'], found: true },
      ],
    });
    expect(JSON.stringify(answer)).toContain('\\"day\\" has too many different labels');
    expect(JSON.stringify(answer)).toContain('\\"monsoon\\" changed rain (certainty');
    expect(await tiny.text('graph', 'report.html')).toContain('2 edges among 3 columns');
  });

  it('says that targets are not used for two columns', async () => {
    const args = [...ASK, '--columns', 'rain,umbrella', '--target', 'handout=umbrella'];
    const { code, out } = await tiny.call(...args, '--out', 'told');
    expect(code).toBe(0);
    expect(out).toContain('note: --target is for graphs of more columns');
  });

  it('does not answer where the environments do not differ', async () => {
    const rows = Array.from(
      { length: 600 },
      (_, i) => `${i % 2 === 0 ? 'x' : 'y'},${i % 3},${(i % 3) % 2}`,
    );
    await writeFile(join(tiny.root, 'same.csv'), `site,a,b\n${rows.join('\n')}\n`);
    const { code, out } = await tiny.call(
      ...ASK.map((it) => it.replace('rain.csv', 'same.csv')),
      '--out',
      'same',
    );
    expect(out).toMatch(
      /^The data do not tell whether a is a cause of b.*no transfer differs from "x"/,
    );
    expect(code).toBe(0);
  });

  it.each([
    [['--columns', 'rain,umbrela'], 2, 'has no column "umbrela"; did you mean "umbrella"?'],
    [['--environment', 'sit'], 2, 'there is no column "sit"; did you mean "site"?'],
    [['--columns', 'rain,site'], 2, '"site", which is the environment'],
    [['--columns', 'rain'], 2, 'at least two columns besides "site", got 1'],
    [['--baseline', 'usal'], 2, 'unknown environment "usal", did you mean "usual"?'],
    [['--target', 'handot=umbrella'], 2, 'unknown environment "handot", did you mean "handout"?'],
    [['--bins', '1'], 2, '--bins takes an integer from 2 to 254'],
    [['--target', 'handout'], 2, '--target takes VALUE=COLUMN'],
    [['--numeric', 'bin'], 2, 'did you mean "bins"?'],
    [['--table', 'nowhere.csv'], 1, 'cannot read'],
    [['--columns', 'rain,day'], 1, 'too many different labels'],
  ])('refuses %j in words', async (more, expected, words) => {
    const named = new Set(more.filter((it) => it.startsWith('--')));
    const kept = ASK.filter((it, at) => !named.has(it) && !named.has(ASK[at - 1] ?? ''));
    const { code, notes, out } = await tiny.call(...kept, ...more);
    expect(notes).toContain(words);
    expect(notes).not.toContain('    at ');
    expect([code, out]).toEqual([expected, '']);
  });

  it('says what is needed, and what a single environment cannot tell', async () => {
    expect((await tiny.call('train')).code).toBe(2);
    expect((await tiny.call('train', 'meta-transfer')).notes).toContain(
      'expected --table FILE.csv',
    );
    const without = await tiny.call(...ASK.slice(0, 4));
    expect(without.notes).toContain('expected --environment COLUMN');
    await writeFile(join(tiny.root, 'one.csv'), 'site,a,b\nx,1,2\nx,2,1\nx,1,1\n');
    const one = await tiny.call(...ASK.map((it) => it.replace('rain.csv', 'one.csv')));
    expect([one.code, one.notes]).toEqual([1, expect.stringContaining('one environment only')]);
  });

  it('runs as a command of its own', async () => {
    const { code, out, notes } = await runLab(
      [...ASK, '--columns', 'rain,grass', '--out', 'own'],
      tiny.root,
    );
    expect(notes).toBe('');
    expect(out).toMatch(/rain (is a cause of|and|->)|whether rain/);
    expect(code).toBe(0);
    const wrong = await runLab([...ASK, '--columns', 'rain,gras'], tiny.root);
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.notes).toContain('did you mean "grass"?');
  });
});
