#!/usr/bin/env node
import { startSource } from '../../command-line/start/startSource.mjs';

startSource(new URL('..', import.meta.url));
