import {
  agreementMeasures,
  meanAgreement,
  omniglotHeadline,
  orderMeasures,
} from '../../../../src/recipes/experts-gan/omniglot/measures.ts';
import { showMeasure } from '../../../../src/run/measure.ts';

const AGREEMENTS = [
  { expert: 0, own: 1, nearest: 1, nearestShare: 0.9, agreement: 0.9 },
  { expert: 1, own: 0, nearest: 1, nearestShare: 0.6, agreement: 0.3 },
  { expert: 2, own: -1, nearest: 0, nearestShare: 0.5, agreement: null },
];
const order = {
  label: 'up, noise',
  before: { meanSquaredError: 0.4, overlap: 0.1 },
  after: { meanSquaredError: 0.02, overlap: 0.8 },
};

describe('agreementMeasures', () => {
  it('are a row per expert', () => {
    const measures = agreementMeasures(AGREEMENTS, ['up', 'noise']);
    const row = (expert: string) =>
      measures.filter(({ model }) => model === expert).map((measure) => showMeasure(measure));
    expect(row('expert 0')).toEqual(['noise', 'noise', '90 %', '90 %']);
    expect(row('expert 1')).toEqual(['up', 'noise', '60 %', '30 %']);
    expect(row('expert 2')).toEqual(['none', 'up', '50 %', 'none']);
  });
});

describe('meanAgreement', () => {
  it('is over experts that own a mechanism', () => {
    expect(meanAgreement(AGREEMENTS)).toBeCloseTo(0.6, 9);
    expect(meanAgreement(AGREEMENTS.slice(2))).toBeNull();
  });
});

describe('orderMeasures', () => {
  it('are a row per order', () => {
    const measures = orderMeasures([order, { ...order, label: 'noise, up' }]);
    expect(measures.map(({ name, value }) => [name, value]).slice(0, 4)).toEqual([
      ['order-0/errorBefore', 0.4],
      ['order-0/errorAfter', 0.02],
      ['order-0/overlapBefore', 0.1],
      ['order-0/overlapAfter', 0.8],
    ]);
    expect(measures[4]?.model).toBe('noise, up');
  });
});

describe('omniglotHeadline', () => {
  it('says how often experts keep to their map, and what three in a row reach', () => {
    expect(omniglotHeadline(0.6, order)).toBe(
      'On characters that other mechanisms changed, experts do what they do to digits on 60 % of the images; ' +
        'three experts in a row take characters changed by up, noise from a squared error of 0.400 to 0.020.',
    );
    expect(omniglotHeadline(null, undefined)).toBe('No expert wins most of a mechanism.');
  });
});
