import { findTools } from '../../linker/nativeTools.mjs';

/** The Python of this machine, by which wheels are unpacked; '' where there is none. */
export const PYTHON: string = findTools().python;

/** For what needs Python: skipped where there is none, as the native backend is. */
export const itWithPython: typeof it = PYTHON === '' ? it.skip : it;
