import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MamlModel } from '@causal-mechanisms/meta-transfer';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { modelFolder } from '@causal-mechanisms/tensor-utils/node';
import { studyRuns, TIME_LIMIT } from '../../rims/studyRuns.ts';
import type { StudyRuns } from '../../rims/studyRuns.ts';

/** Small enough for seconds. */
const TINY = {
  hidden: [6],
  tasksPerBatch: 4,
  metaSteps: 30,
  initialDeviation: 0.5,
  orders: ['second', 'none'],
  shots: [3],
  fineTuningRates: [0.05],
  checkpointEvery: 5,
  evaluation: { every: 10, probes: 4, tasks: 6, steps: 2 },
};

let runs: StudyRuns;
let printed: string;
beforeAll(async () => {
  runs = await studyRuns('meta-transfer/maml-sinusoid', TINY);
  printed = (await runs.whole('whole')).out;
}, TIME_LIMIT);
afterAll(() => runs.remove());

describe('meta-transfer/maml-sinusoid', () => {
  it('leaves a part per model with a model that adapts, and figures', async () => {
    expect(await readdir(join(runs.root, 'whole/figures'))).toEqual(
      expect.arrayContaining(['adaptation-3.svg', 'fits-second-3.svg', 'training.svg']),
    );
    await useBackend();
    const model = await MamlModel.load(modelFolder(join(runs.root, 'whole/parts/second-3/model')));
    const adapted = await model.adapt({ x: [0, 1], y: [1, 2] });
    expect(await adapted.predict([0.5])).toHaveLength(1);
    model.dispose();
    adapted.dispose();
  });

  it('measures the error by steps, and other step sizes of the pre-trained network', async () => {
    const { measures, data } = await runs.figuresOf('whole');
    expect(data.kind).toBe('generated');
    const value = (name: string) => measures.find((measure) => measure.name === name)?.value;
    for (const row of ['second-3', 'second-3/rate-0.01-0.005', 'none-3', 'none-3/rate-0.05-0.05']) {
      for (const steps of [0, 1, 2]) expect(value(`${row}/error/${steps}`)).toBeGreaterThan(0);
      expect(value(`${row}/interval/1`)).toBeGreaterThan(0);
    }
    // The same network before a step, whatever the size of the step.
    expect(value('none-3/rate-0.05-0.05/error/0')).toBe(value('none-3/error/0'));
    expect(value('none-3/rate-0.05-0.05/error/1')).not.toBe(value('none-3/error/1'));
    // The first step is the same, the second one half as long.
    const halved = 'second-3/rate-0.01-0.005/error';
    expect(value(`${halved}/1`)).toBe(value('second-3/error/1'));
    expect(value(`${halved}/2`)).not.toBe(value('second-3/error/2'));
    expect(printed).toMatch(/^second order, 3 shots +\d/m);
  });

  it(
    'killed in its second model and resumed ends with the same numbers',
    async () => {
      await runs.killAt('killed', 'parts/none-3/checkpoints/step-00000005');
      const { code, notes } = await runs.resume('killed');
      expect(code).toBe(0);
      expect(notes).toContain('second-3: done before');
      expect(await runs.figuresOf('killed')).toEqual(await runs.figuresOf('whole'));
    },
    TIME_LIMIT,
  );
});
