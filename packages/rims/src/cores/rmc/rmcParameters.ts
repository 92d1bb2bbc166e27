import { constantValues, normalValues, parameterLayout } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout, ParameterSpec, RandomStream } from '@causal-mechanisms/tensor-utils';
import type { RmcConfig } from './rmcConfig.ts';

/** Units of the gates of one kind. */
export function gateWidth({ gates, heads, headWidth }: RmcConfig): number {
  return { unit: heads * headWidth, memory: 1, none: 0 }[gates];
}

/** Names and shapes of the parameters under a configuration. */
export function rmcLayout(config: RmcConfig): ParameterLayout {
  const { inputWidth, heads, headWidth, keyWidth, mlpLayers } = config;
  const width = heads * headWidth;
  const packed = heads * (2 * keyWidth + headWidth);
  const gates = 2 * gateWidth(config);
  const linear = (name: string, from: number, to: number): ParameterSpec[] => [
    { name: `${name}/kernel`, shape: [from, to] },
    { name: `${name}/bias`, shape: [to] },
  ];
  const norm = (name: string, size: number): ParameterSpec[] => [
    { name: `${name}/gamma`, shape: [size] },
    { name: `${name}/beta`, shape: [size] },
  ];
  return parameterLayout([
    ...linear('input', inputWidth, width),
    ...linear('attention', width, packed),
    ...norm('attention', packed),
    ...norm('attended', width),
    ...Array.from({ length: mlpLayers }, (_, i) => linear(`mlp${i + 1}`, width, width)).flat(),
    ...norm('mlp', width),
    ...(gates === 0
      ? []
      : [
          ...linear('inputGates', width, gates),
          { name: 'memoryGates/kernel', shape: [width, gates] },
        ]),
  ]);
}

/**
 * Draws initial parameters in the order of {@link rmcLayout}: kernels are normal of deviation `1 / sqrt(inputs)`, as in Sonnet, which also cuts off what is
 * beyond two deviations.
 */
export function initialRmc(config: RmcConfig, stream: RandomStream): Float32Array[] {
  return rmcLayout(config).specs.map(({ name, shape: [first = 0, second = 1] }) =>
    name.endsWith('kernel')
      ? normalValues(first * second, 1 / Math.sqrt(first), stream)
      : constantValues(first, name.endsWith('gamma') ? 1 : 0),
  );
}
