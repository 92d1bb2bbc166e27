/**
 * Backends for browsers.
 *
 * @packageDocumentation
 */
export { useWebBackend } from './backend/web/useWebBackend.ts';
export type { UseWebBackendOptions } from './backend/web/useWebBackend.ts';
export type { WebRung } from './backend/web/webRungs.ts';
