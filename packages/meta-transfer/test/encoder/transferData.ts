import type { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { InvertibleEncoder, RepresentationData } from '../../src/index.ts';

/** Options of {@link transferData}. */
export interface TransferDataOptions {
  readonly decoder: InvertibleEncoder;
  readonly stream: RandomStream;
  readonly points: number;
  readonly sets: number;
}

/** A with a mean that changes, B from A by a wave, and C from B where the decoder has three coordinates. */
export function transferData({
  decoder,
  stream,
  points,
  sets,
}: TransferDataOptions): RepresentationData {
  const draw = (mean: number) => {
    const a = Float64Array.from({ length: points }, () => stream.normal(mean, 2));
    const b = a.map((value) => 4 * Math.sin(value) + stream.normal());
    const c = b.map((value) => 0.3 * value * value + stream.normal(-2.5));
    return decoder.encode(decoder.dimensions === 2 ? [a, b] : [a, b, c]);
  };
  return {
    training: draw(0),
    transfers: Array.from({ length: sets }, () => draw(stream.uniform(-4, 4))),
  };
}
