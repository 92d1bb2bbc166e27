/**
 * Data sets on disk, for Node: MNIST, Fashion-MNIST, Omniglot, CelebA, folders of images and their labels, tables of comma-separated values, own sequences, causal networks, and downloads.
 *
 * @packageDocumentation
 */
export { DownloadError, MissingDependencyError } from './node/errors.ts';
export { readMnist } from './node/readMnist.ts';
export type { MnistVariant, ReadMnistOptions } from './node/readMnist.ts';
export { readIdxImages } from './node/idx/readIdxImages.ts';
export type { ReadIdxImagesOptions } from './node/idx/readIdxImages.ts';
export { readOmniglot } from './node/readOmniglot.ts';
export type { OmniglotSet, ReadOmniglotOptions } from './node/readOmniglot.ts';
export { imageFolder } from './node/imageFolder.ts';
export type { ImageFolder, ImageFolderOptions } from './node/imageFolder.ts';
export type { ImageSizeOptions } from './node/images/imageFiles.ts';
export { labelledImages } from './node/images/labelledImages.ts';
export type {
  LabelledColumn,
  LabelledImages,
  LabelledImagesOptions,
} from './node/images/labelledImages.ts';
export { readCelebA } from './node/celeba/readCelebA.ts';
export type { ReadCelebAOptions } from './node/celeba/readCelebA.ts';
export type { CropArea } from './node/images/decodeImage.ts';
export { locateData } from './node/locateData.ts';
export type { DataLocation, LocateDataOptions } from './node/locateData.ts';
export { downloadDataset } from './node/downloadDataset.ts';
export type { DownloadDatasetOptions, DownloadedDataset } from './node/downloadDataset.ts';
export type { DownloadableDataset } from './node/canonicalFiles.ts';
export { readTable } from './node/csv/readTable.ts';
export type { ReadTableOptions } from './node/csv/readTable.ts';
export { readSequences } from './node/sequences/readSequences.ts';
export type { ReadSequencesOptions } from './node/sequences/readSequences.ts';
export type { SequenceRowsOptions } from './node/sequences/sequenceRows.ts';
export { loadNetwork } from './node/loadNetwork.ts';
export type { LoadNetworkOptions } from './node/loadNetwork.ts';
export { readBif } from './node/readBif.ts';
export { readHdf5Frames } from './node/hdf5/readHdf5Frames.ts';
export type { ReadHdf5FramesOptions } from './node/hdf5/readHdf5Frames.ts';
export { writeHdf5Frames } from './node/hdf5/writeHdf5Frames.ts';
export type { Hdf5FrameGroups, WriteHdf5FramesOptions } from './node/hdf5/writeHdf5Frames.ts';
