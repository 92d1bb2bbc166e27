import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { exampleText } from '../../../src/panels/direction/exampleText.ts';
import { answerTable } from '../../../src/panels/direction/tableAnswer.ts';
import type { TableAnswer, TableRequest } from '../../../src/panels/direction/tableAnswer.ts';
import { twoHypothesesInWords } from '../../../src/panels/direction/twoHypothesesWords.ts';

async function ask(request: TableRequest) {
  const reported: TableAnswer[] = [];
  const call = {
    signal: new AbortController().signal,
    report: (answer: TableAnswer) => reported.push(answer),
  };
  return { answer: await answerTable(request, call), reported };
}

/** Why there is no answer. */
function said(answer: TableAnswer): string {
  if (answer.kind !== 'nothing') throw new Error(answer.kind);
  return answer.said;
}

const file = (text: string) => new File([text], 'mine.csv');

describe('answerTable', () => {
  test.each([
    ['umbrellas', 'A->B', 'what makes rain'],
    ['handed-out', 'A->B', 'what makes umbrella'],
    ['no-change', 'undecided', 'nothing that can be seen'],
  ])('answers the example %s as its truth allows', async (table, direction, changed) => {
    const { answer } = await ask({ table });
    if (answer.kind !== 'direction') throw new Error(answer.kind);
    expect(answer.answer.direction).toBe(direction);
    expect(answer.environment).toBe('place');
    const [first, ...others] = answer.sets;
    expect(first?.environment).toBe('home');
    expect(others.every((set) => set.changed === changed)).toBe(true);
    expect(answer.answer.assumption).toContain('at most one');
  });

  test('finds the graph of the road, and shows it from few draws first', async () => {
    const { answer, reported } = await ask({ table: 'road' });
    if (answer.kind !== 'graph') throw new Error(answer.kind);
    const edges = answer.answer.edges.map(({ cause, effect }) => `${cause} ${effect}`);
    expect(edges.sort()).toEqual(['rain wet', 'sprinkler wet', 'wet slippery']);
    const hosed = answer.sets.find(({ environment }) => environment === 'hosed');
    expect(hosed?.changed).toContain('what makes wet');
    expect(reported.map((it) => (it.kind === 'graph' ? it.answer.draws : NaN))).toEqual([2]);
  });

  test('reads a file of the reader, and takes the column that was chosen', async () => {
    const text = exampleText('umbrellas').replace('place', 'whereabouts');
    const first = await ask({ table: file(text) });
    expect(first.answer.environment).toBeNull();
    expect(said(first.answer)).toContain('choose the one that says where');
    const { answer } = await ask({ table: file(text), environment: 'whereabouts' });
    expect(answer).toMatchObject({ kind: 'direction', answer: { direction: 'A->B' } });
  });

  test('says why two columns without a change have no direction', async () => {
    const text = exampleText('umbrellas');
    const rows = text.split('\n').map((line) => line.slice(line.indexOf(',') + 1));
    const { answer } = await ask({ table: file(rows.join('\n')), environment: null });
    expect(said(answer)).toContain('the direction cannot be known');
  });

  test('gives a graph without arrows where no column says where a row is from', async () => {
    const { answer } = await ask({ table: 'umbrellas', environment: null });
    if (answer.kind !== 'graph') throw new Error(answer.kind);
    expect(answer.answer.edges.some(({ oriented }) => oriented)).toBe(false);
  });

  test('says that no column can be one of environments', async () => {
    const text = ['x,y', ...Array.from({ length: 30 }, (_, i) => `${i},${i * i}`)].join('\n');
    const { answer } = await ask({ table: file(text) });
    expect(answer.candidates).toEqual([]);
    expect(said(answer)).toContain('No column of mine.csv says where a row is from');
  });

  test('says why a column that is called environment was not taken', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i},${i * i},mine`);
    const one = await ask({ table: file(['x,y,environment', ...rows].join('\n')) });
    expect(said(one.answer)).toContain(
      'Column "environment" of mine.csv cannot say where a row is from: it has one label only, "mine"',
    );
    expect(said(one.answer)).not.toContain('No column');
    const spread = Array.from({ length: 30 }, (_, i) => `${i % 2},${i % 3},e${i}`);
    const { answer } = await ask({ table: file(['x,y,environment', ...spread].join('\n')) });
    expect(said(answer)).toMatch(/it has 30 labels in 30 rows.*There are other columns: choose/);
  });

  test('calls environments by the names of the file, also where their numbers are counted', async () => {
    const stream = new RandomStream(3);
    const rows = (environment: string, count: number, a: number) =>
      Array.from({ length: count }, () => {
        const cause = a + stream.normal();
        return `${environment},${cause},${2 * cause + stream.normal()},${stream.normal()}`;
      });
    const table = (shift: number) =>
      file(
        [
          'environment,a,b,c',
          ...rows('usual', 400, 0),
          ...rows('hot', 200, shift),
          ...rows('cold', 200, -shift),
        ].join('\n'),
      );
    for (const shift of [0, 2]) {
      const { answer } = await ask({ table: table(shift) });
      if (answer.kind !== 'graph') throw new Error(answer.kind);
      const words = [answer.answer.explanation, ...answer.warnings].join('\n');
      expect(words).toContain('"hot"');
      expect(words).toContain('"cold"');
      expect(words).not.toMatch(/interventions\[|Intervention \d/);
    }
  });

  test('does not say that the two hypotheses name what was changed where they name the other', async () => {
    const stream = new RandomStream(4);
    const rows = (environment: string, count: number, a: number) =>
      Array.from({ length: count }, () => {
        const cause = a + stream.normal();
        return `${environment},${cause},${2 * cause + stream.normal()}`;
      });
    const text = [
      'environment,a,b',
      ...rows('usual', 400, 0),
      ...rows('hot', 200, 2),
      ...rows('cold', 200, -2),
    ];
    const { answer } = await ask({ table: file(text.join('\n')) });
    if (answer.kind !== 'direction') throw new Error(answer.kind);
    expect(answer.answer).toMatchObject({
      direction: 'A->B',
      changed: ['A', 'A'],
      twoHypotheses: { direction: 'B->A' },
    });
    expect(twoHypothesesInWords(answer.answer, answer.names)).toContain(
      'That contradicts the answer above',
    );
  });

  test.each(['', 'a,b\n1\n', 'no table at all'])('refuses the file %j', async (text) => {
    await expect(ask({ table: file(text) })).rejects.toThrow('mine.csv');
  });

  test('refuses an example that is not there, and ends when it is aborted', async () => {
    await expect(ask({ table: 'toString' })).rejects.toThrow('no example called toString');
    const control = new AbortController();
    control.abort(new Error('enough'));
    const call = { signal: control.signal, report: () => undefined };
    await expect(answerTable({ table: 'road' }, call)).rejects.toThrow('enough');
  });
});
