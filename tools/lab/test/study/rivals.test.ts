import { rivals } from '../../src/study/rivals.ts';
import type { StudyModel } from '../../src/study/studySettings.ts';

function result(kind: StudyModel['core']['kind'], label: string, right: number) {
  const core = { kind } as StudyModel['core'];
  const model = { name: label, label, core, embeddingWidth: 1, learningRate: 1, updates: 1 };
  return { model, right };
}

const named = (results: readonly ReturnType<typeof result>[]) =>
  rivals(results, ({ right }) => right).map(({ title }) => title);

describe('rivals', () => {
  it('are the best RIMs and the best LSTM, and say out of how many', () => {
    const small = result('rims', 'RIMs 6/2', 0.5);
    const large = result('rims', 'RIMs 6/4', 0.9);
    const lstm = result('lstm', 'LSTM', 0.3);
    const ntm = result('ntm', 'NTM', 1);
    expect(named([lstm, small, large, ntm])).toEqual(['RIMs 6/4 (best of 2)', 'LSTM']);
    expect(rivals([small, large], ({ right }) => right)[0]?.result).toBe(large);
    expect(named([ntm, lstm])).toEqual(['LSTM']);
  });

  it('are the best of all where there is neither, and the first of equals', () => {
    expect(named([result('ntm', 'NTM', 1), result('rmc', 'RMC', 1)])).toEqual(['NTM (best of 2)']);
    expect(named([])).toEqual([]);
  });
});
