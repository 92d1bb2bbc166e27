import type { CoreConfig } from '@causal-mechanisms/rims';

const NAMES: Readonly<Record<CoreConfig['kind'], string>> = {
  rims: 'RIMs',
  lstm: 'LSTM',
  ntm: 'NTM',
  rmc: 'RMC',
  entnet: 'EntNet',
  dnc: 'DNC',
  transformer: 'Transformer',
};

/**
 * @param config - Of a core.
 * @returns Such as `RIMs 6/4`, `RIMs 6/6, no input attention` or `LSTM 600`.
 */
export function modelLabel(config: CoreConfig): string {
  const name = NAMES[config.kind];
  if (config.kind === 'lstm') {
    const bias = config.forgetBias ?? 0;
    return `${name} ${config.units ?? 600}${bias === 0 ? '' : `, forget bias ${bias}`}`;
  }
  if (config.kind !== 'rims') return name;
  const { modules = 6, activeModules = 4, dynamics = 'lstm' } = config;
  return [
    `${name} ${modules}/${activeModules}`,
    ...(config.inputAttention === false ? ['no input attention'] : []),
    ...(config.communication === false ? ['no communication'] : []),
    ...(config.communicationSource === 'held' ? ['held states shown'] : []),
    ...(dynamics === 'gru' ? ['GRU'] : []),
    ...(config.communicationHeads === 1 ? ['one head'] : []),
  ].join(', ');
}
