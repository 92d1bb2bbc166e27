import { mamlSinusoid } from '../../../../src/recipes/meta-transfer/maml-sinusoid/recipe.ts';
import {
  mamlEntries,
  ratesInWords,
  shownSteps,
  trainingConfigOf,
} from '../../../../src/recipes/meta-transfer/maml-sinusoid/settings.ts';
import type { MamlSinusoidConfig } from '../../../../src/recipes/meta-transfer/maml-sinusoid/settings.ts';

const resolve = (values: Parameters<typeof mamlSinusoid.resolve>[0]) =>
  mamlSinusoid.resolve(values) as unknown as MamlSinusoidConfig;

describe('mamlEntries', () => {
  it('has a model per order and number of shots, each once', () => {
    const config = resolve({ orders: ['second', 'none', 'second'], shots: [5, 10] });
    expect(mamlEntries(config).map(({ name, label }) => `${name}: ${label}`)).toEqual([
      'second-5: second order, 5 shots',
      'second-10: second order, 10 shots',
      'none-5: pre-training, 5 shots',
      'none-10: pre-training, 10 shots',
    ]);
  });
});

describe('trainingConfigOf', () => {
  it('is what the published experiment was trained by', () => {
    const config = resolve({});
    const [entry] = mamlEntries(config);
    if (entry === undefined) throw new Error('no entry');
    expect(trainingConfigOf(config, entry, 7)).toEqual({
      hidden: [40, 40],
      activation: 'relu',
      order: 'second',
      innerSteps: 1,
      innerRate: 0.01,
      outerRate: 1e-3,
      tasksPerBatch: 25,
      metaSteps: 70_000,
      initialDeviation: 0.01,
      seed: 7,
    });
  });
});

describe('shownSteps', () => {
  it('has no step twice', () => {
    expect(shownSteps(resolve({}))).toEqual([0, 1, 5, 10]);
    expect(shownSteps(resolve({ evaluation: { steps: 1 } }))).toEqual([0, 1]);
  });
});

describe('mamlSinusoidSchema', () => {
  it.each([{ orders: [] }, { orders: ['third'] }, { shots: [0] }, { innerRate: 0 }, { seed: 1 }])(
    'refuses %j',
    (values) => {
      expect(() => mamlSinusoid.resolve(values)).toThrow(
        expect.objectContaining({ code: 'ERR_CONFIG' }) as Error,
      );
    },
  );
});

describe('ratesInWords', () => {
  it('says when later steps are of another size', () => {
    expect(ratesInWords(0.01, 0.01)).toBe('rate 0.01');
    expect(ratesInWords(0.01, 0.005)).toBe('rate 0.01, then 0.005');
  });
});
