import type { CoreConfig } from '@causal-mechanisms/rims';

type PlainKind = Exclude<CoreConfig['kind'], 'stack' | 'bidirectional'>;

const NAMES: Readonly<Record<PlainKind, string>> = {
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
  if (config.kind === 'bidirectional') return `${modelLabel(config.core)} in both directions`;
  if (config.kind === 'stack') return stackLabel(config.layers.map(modelLabel));
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

/** Such as `2 layers of RIMs 6/4`, or what each layer is. */
function stackLabel(layers: readonly string[]): string {
  const [lowest = ''] = layers;
  const alike = layers.every((layer) => layer === lowest);
  if (layers.length > 1 && alike) return `${layers.length} layers of ${lowest}`;
  return layers.join(', then ');
}
