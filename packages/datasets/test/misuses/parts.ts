import { RandomStream } from '@causal-mechanisms/tensor-utils';

export const stream = () => new RandomStream(1);
