import { exampleText } from '../../../src/panels/direction/exampleText.ts';
import { answerTable } from '../../../src/panels/direction/tableAnswer.ts';
import type { TableAnswer, TableRequest } from '../../../src/panels/direction/tableAnswer.ts';

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
