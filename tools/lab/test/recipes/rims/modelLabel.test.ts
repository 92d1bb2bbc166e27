import { modelLabel } from '../../../src/recipes/rims/modelLabel.ts';

describe('modelLabel', () => {
  it.each([
    [{ kind: 'lstm' }, 'LSTM 600'],
    [{ kind: 'lstm', units: 300, forgetBias: 1 }, 'LSTM 300, forget bias 1'],
    [{ kind: 'rims' }, 'RIMs 6/4'],
    [
      { kind: 'rims', modules: 5, activeModules: 5, inputAttention: false },
      'RIMs 5/5, no input attention',
    ],
    [{ kind: 'rims', communication: false, dynamics: 'gru' }, 'RIMs 6/4, no communication, GRU'],
    [
      { kind: 'rims', communicationSource: 'held', communicationHeads: 1 },
      'RIMs 6/4, held states shown, one head',
    ],
    [{ kind: 'ntm' }, 'NTM'],
    [{ kind: 'bidirectional', core: { kind: 'ntm' } }, 'NTM in both directions'],
    [{ kind: 'stack', layers: [{ kind: 'rims' }, { kind: 'rims' }] }, '2 layers of RIMs 6/4'],
    [{ kind: 'stack', layers: [{ kind: 'ntm' }] }, 'NTM'],
    [{ kind: 'stack', layers: [{ kind: 'ntm' }, { kind: 'lstm' }] }, 'NTM, then LSTM 600'],
  ] as const)('of %j is %s', (core, label) => {
    expect(modelLabel(core)).toBe(label);
  });
});
