/**
 * Data sets on disk, for Node: MNIST, Fashion-MNIST, Omniglot, folders of images, and their download.
 *
 * @packageDocumentation
 */
export { DownloadError, MissingDependencyError } from './errors.ts';
export { readMnist } from './readMnist.ts';
export type { MnistVariant, ReadMnistOptions } from './readMnist.ts';
export { readOmniglot } from './readOmniglot.ts';
export type { OmniglotSet, ReadOmniglotOptions } from './readOmniglot.ts';
export { imageFolder } from './imageFolder.ts';
export type { ImageFolderOptions } from './imageFolder.ts';
export { locateData } from './locateData.ts';
export type { DataLocation, LocateDataOptions } from './locateData.ts';
export { downloadDataset } from './downloadDataset.ts';
export type { DownloadDatasetOptions, DownloadedDataset } from './downloadDataset.ts';
export type { DownloadableDataset } from './canonicalFiles.ts';
