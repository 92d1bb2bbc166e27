import type { MisuseRows } from '@causal-mechanisms/test-utils';

export const SEQUENCE_ROWS: MisuseRows = {};
