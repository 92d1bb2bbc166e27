import type { MisuseRows } from '@causal-mechanisms/test-utils';

export const IMAGE_ROWS: MisuseRows = {};
