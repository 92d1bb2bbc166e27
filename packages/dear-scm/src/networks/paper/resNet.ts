import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import { batchNorm } from '../layers/batchNorm.ts';
import { Blueprint } from '../layers/blueprint.ts';
import type { Run } from '../layers/blueprint.ts';
import { denseLayer } from '../layers/affineLayers.ts';
import { reluStart } from '../layers/starts.ts';
import type { Network } from '../network.ts';
import type { PaperNetworks } from '../networksConfig.ts';
import { centred } from '../observations.ts';
import { paperSizes } from './paperSizes.ts';

/** Blocks of each stage, and whether they are bottlenecks (He et al., 2016). */
const STAGES = {
  resnet18: { blocks: [2, 2, 2, 2], bottleneck: false },
  resnet50: { blocks: [3, 4, 6, 3], bottleneck: true },
} as const;

type MapLayer = (run: Run, x: Tensor4D) => Tensor4D;

/** Where a convolution of a residual net lies. */
interface ConvolutionShape {
  readonly side: number;
  readonly stride?: number;
}

/**
 * @param config - Which residual net, and its width.
 * @param observationShape - Of an image.
 * @param outputs - How many numbers it gives.
 * @returns A residual net with a mean over pixels, a hidden layer, a residual block of dense layers, and a linear layer.
 */
export function resNetEncoder(
  config: PaperNetworks,
  observationShape: readonly number[],
  outputs: number,
): Network<[Tensor], Tensor2D> {
  paperSizes('encoderNetwork', observationShape, config.width);
  const blueprint = new Blueprint();
  const { blocks, bottleneck } = STAGES[config.encoder];
  const base = config.encoderWidth;
  const stem = normalisedConvolution(blueprint, 'stem', observationShape[2] ?? 1, base, {
    side: 7,
    stride: 2,
  });
  let channels = base;
  const stages = blocks.flatMap((count, stage) =>
    Array.from({ length: count }, (_, i) => {
      const inner = base * 2 ** stage;
      const [from, to] = [channels, bottleneck ? 4 * inner : inner];
      channels = to;
      const stride = stage > 0 && i === 0 ? 2 : 1;
      return residualBlock(blueprint, `stage${stage + 1}/block${i + 1}`, from, inner, to, stride);
    }),
  );
  const head = denseHead(blueprint, channels, 16 * base, outputs);
  return blueprint.network((run, pixels) => {
    const first = stem(run, centred(pixels as Tensor4D)).relu<Tensor4D>();
    const pooled = first.maxPool<Tensor4D>(3, 2, 'same');
    const maps = stages.reduce((x, stage) => stage(run, x), pooled);
    return head(run, maps.mean<Tensor2D>([1, 2]));
  });
}

/** A convolution without bias, and batch norm. */
function normalisedConvolution(
  blueprint: Blueprint,
  name: string,
  inputs: number,
  outputs: number,
  { side, stride = 1 }: ConvolutionShape,
): MapLayer {
  const start = reluStart(side * side * outputs);
  const shape = [side, side, inputs, outputs];
  const kernel = blueprint.parameter<Tensor4D>(`${name}/kernel`, shape, start);
  const norm = batchNorm(blueprint, name, outputs);
  return (run, x) => norm(run, x.conv2d(kernel(run.weights), stride, 'same'));
}

/** `relu(x + F(x))`: two 3x3 convolutions, or three with the 3x3 in the middle, where there are more channels around it. */
function residualBlock(
  blueprint: Blueprint,
  name: string,
  from: number,
  inner: number,
  to: number,
  stride: number,
): MapLayer {
  const layer = (part: string, inputs: number, outputs: number, shape: ConvolutionShape) =>
    normalisedConvolution(blueprint, `${name}/${part}`, inputs, outputs, shape);
  const layers =
    to > inner
      ? [
          layer('narrow', from, inner, { side: 1 }),
          layer('middle', inner, inner, { side: 3, stride }),
          layer('wide', inner, to, { side: 1 }),
        ]
      : [layer('first', from, inner, { side: 3, stride }), layer('second', inner, to, { side: 3 })];
  const shortcut =
    from !== to || stride !== 1 ? layer('shortcut', from, to, { side: 1, stride }) : undefined;
  return (run, x) => {
    const changed = layers.reduce((y, each, i) => each(run, i === 0 ? y : y.relu()), x);
    return changed.add<Tensor4D>(shortcut?.(run, x) ?? x).relu();
  };
}

function denseHead(
  blueprint: Blueprint,
  inputs: number,
  width: number,
  outputs: number,
): (run: Run, x: Tensor2D) => Tensor2D {
  const layer = (name: string, from: number) => {
    const start = reluStart(from);
    const dense = denseLayer(blueprint, name, from, width, { activated: false, start });
    const norm = batchNorm(blueprint, name, width);
    return (run: Run, x: Tensor2D) => norm(run, dense(run, x));
  };
  const [first, second, third] = [
    layer('head', inputs),
    layer('head/first', width),
    layer('head/second', width),
  ];
  const last = denseLayer(blueprint, 'output', width, outputs, { activated: false });
  return (run, features) => {
    const hidden = first(run, features).relu<Tensor2D>();
    const changed = third(run, second(run, hidden).relu<Tensor2D>());
    return last(run, hidden.add<Tensor2D>(changed).relu());
  };
}
