import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { misuseTable } from '@causal-mechanisms/test-utils';
import * as api from '../src/index.ts';

const column = (shift: number): number[] =>
  Array.from({ length: 12 }, (_, i) => ((i * 5 + shift) % 12) / 3);
const truth = (): number[][] => [column(0), column(3)];
const found = (): number[][] => [column(1), column(4), column(7)];
const both = () => ({ truth: truth(), found: found() });
const batches = () =>
  Array.from({ length: 6 }, (_, i) => ({ factor: i % 2, rows: Int32Array.of(i, i + 1) }));

const {
  betaVaeScore,
  causalEffects,
  codeInformation,
  dciScores,
  effectiveness,
  energyDistance,
  explicitness,
  factorDrift,
  factorVaeScore,
  fixedFactorBatches,
  frechetDistance,
  gaussianDependence,
  groupAccuracies,
  importanceScores,
  informationMatrix,
  interventionalDistance,
  interventionalRobustness,
  maximumMeanDiscrepancy,
  modularity,
  mutualInformationGap,
  ownFactorEffect,
  sampleEfficiency,
  separatedPredictability,
  withReference,
} = api;

const functions = {
  betaVaeScore,
  causalEffects,
  codeInformation,
  dciScores,
  effectiveness,
  energyDistance,
  explicitness,
  factorDrift,
  factorVaeScore,
  fixedFactorBatches,
  frechetDistance,
  gaussianDependence,
  groupAccuracies,
  importanceScores,
  informationMatrix,
  interventionalDistance,
  interventionalRobustness,
  maximumMeanDiscrepancy,
  modularity,
  mutualInformationGap,
  ownFactorEffect,
  sampleEfficiency,
  separatedPredictability,
  withReference,
};

const BINNED = {
  arguments: () => ({ ...both(), options: { bins: 4, cut: 'count' } }),
  required: 2,
  counts: ['options.bins'],
  misuses: { 'options.cut': ['other'], found: [[[1, 2]], [[]]] },
  accepts: { 'options.bins = 9007199254740992': 'as many as there are values' },
};
const CLASSED = {
  arguments: () => ({ ...both(), options: { classes: 3 } }),
  required: 2,
  counts: ['options.classes'],
  accepts: { 'options.classes = 9007199254740992': 'as many as there are values' },
};
const SAMPLES = { arguments: () => ({ first: truth(), second: truth() }) };

describe('scores of representations, samples and interventions', () => {
  misuseTable(functions, {
    betaVaeScore: { arguments: () => ({ found: found(), batches: batches() }) },
    causalEffects: {
      arguments: () => ({ contrasts: [{ low: truth(), high: truth() }] }),
      misuses: { contrasts: [[{}].slice(1)] },
      accepts: { 'contrasts = []': 'said in words' },
    },
    codeInformation: {
      arguments: () => ({ found: found(), options: { bins: 4, cut: 'count' } }),
      required: 1,
    },
    dciScores: CLASSED,
    effectiveness: { arguments: () => ({ requested: [1, 2], read: [1, 3] }) },
    energyDistance: SAMPLES,
    explicitness: {
      arguments: () => ({ ...both(), options: { bins: 2 } }),
      required: 2,
      counts: ['options.bins'],
      accepts: { 'options.bins = 9007199254740992': 'as many as there are values' },
    },
    factorDrift: {
      arguments: () => ({
        before: truth(),
        after: truth(),
        options: { target: 0, scales: [1, 2] },
      }),
      counts: ['options.target'],
      accepts: { 'options.scales = NaN at 0': 'called a scale' },
    },
    factorVaeScore: {
      arguments: () => ({ found: found(), batches: batches(), options: { leastDeviation: 0.1 } }),
      required: 2,
      misuses: { 'options.leastDeviation': [-1] },
    },
    fixedFactorBatches: {
      arguments: () => ({
        truth: truth(),
        options: { stream: new RandomStream(1), batches: 3, batchSize: 2, bins: 3 },
      }),
    },
    frechetDistance: SAMPLES,
    gaussianDependence: { arguments: () => ({ found: found() }) },
    groupAccuracies: {
      arguments: () => ({
        data: { predictions: [0, 1], labels: [0, 1], attributes: [1, 0] },
        options: { weight: () => 1 },
      }),
      required: 1,
      misuses: {
        'data.labels': [[0.5, 1], [-1, 0], []],
        'options.weight': [() => -1, () => NaN, () => 0],
      },
    },
    importanceScores: {
      owner: 'importanceScores',
      arguments: () => ({
        matrix: [
          [1, 0],
          [0, 1],
        ],
      }),
      call: ({ matrix }: { matrix: number[][] }) => importanceScores(matrix),
      misuses: { matrix: [[]] },
    },
    informationMatrix: BINNED,
    interventionalDistance: {
      arguments: () => ({
        samples: [{ truth: truth(), model: truth() }],
        options: { distance: () => 1 },
      }),
      required: 1,
    },
    interventionalRobustness: {
      arguments: () => ({ ...both(), options: { quantile: 0.9, bins: 3 } }),
      required: 2,
      misuses: { 'options.quantile': [0, 1.1] },
    },
    maximumMeanDiscrepancy: {
      arguments: () => ({
        first: truth(),
        second: truth(),
        options: { bandwidth: 1, estimator: 'biased' },
      }),
      required: 2,
      misuses: { 'options.bandwidth': [0, Infinity], 'options.estimator': ['other'] },
    },
    modularity: BINNED,
    mutualInformationGap: BINNED,
    ownFactorEffect: {
      arguments: () => ({ requested: [1, 2], measured: [1, 2] }),
      misuses: { requested: [[0, 0]] },
    },
    sampleEfficiency: { arguments: () => ({ few: [0.5], many: [0.9] }) },
    separatedPredictability: CLASSED,
    withReference: {
      arguments: () => ({ metric: () => 1, truth: truth(), found: found() }),
      accepts: { truth: 'the metric checks it', found: 'the metric checks it' },
    },
  });
});
