/**
 * The part that needs Node: checkpoints, models, events and locks on disk.
 *
 * @packageDocumentation
 */
export { folderCheckpoints } from './node/folderCheckpoints.ts';
export type { FolderCheckpointsOptions } from './node/folderCheckpoints.ts';
export { modelFolder } from './node/modelFolder.ts';
export type { ModelFolder, ModelFolderOptions } from './node/modelFolder.ts';
export { writeFileAtomically } from './node/atomicWrite.ts';
export type { AtomicWriteOptions } from './node/atomicWrite.ts';
export { openEventLog, readEvents } from './node/eventLog.ts';
export type { EventLog, EventLogOptions } from './node/eventLog.ts';
export { lockRun } from './node/runLock.ts';
export type { RunLock } from './node/runLock.ts';
export { nodeFileSystem } from './node/fileSystem.ts';
export type { FileSink, FileSystem } from './node/fileSystem.ts';
export { systemReason } from './node/fileErrors.ts';
export { openRegularFile } from './node/regularFile.ts';
