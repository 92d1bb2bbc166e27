#!/usr/bin/env node
import { startSource } from '../../command-line/start/startSource.mjs';

startSource(new URL('..', import.meta.url), {
  environment: {
    TF_CPP_MIN_LOG_LEVEL: '2',
    // With an arena per thread glibc keeps what each of them freed, and resident memory grows for hours.
    MALLOC_ARENA_MAX: '2',
  },
  // src/main.ts stops when this process is gone.
  watched: true,
});
