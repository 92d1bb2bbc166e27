import { readOmniglotArchive } from './readOmniglot.ts';
import type { OmniglotSet } from './readOmniglot.ts';

/** The data sets that can be downloaded: MNIST (12 MB), Fashion-MNIST (31 MB) and Omniglot (about 16 MB). */
export type DownloadableDataset = 'mnist' | 'fashion-mnist' | 'omniglot';

/** One file of a data set at its canonical address. */
export interface CanonicalFile {
  /** Its name, there and here. */
  readonly name: string;
  /** Bytes that are accepted at most. */
  readonly mostBytes: number;
  /** The SHA-256 in hexadecimal, where every source has the same bytes. */
  readonly sha256?: string;
  /** Checks the content of a file whose bytes differ between sources; throws when it is not sound. */
  readonly verify?: (path: string) => Promise<void>;
}

/** Where a data set comes from. */
export interface CanonicalDataset {
  /** What people call it. */
  readonly title: string;
  /** Its licence, which is printed with the download. */
  readonly licence: string;
  /** The address that the names of the files are appended to. */
  readonly baseUrl: string;
  /** Its files. */
  readonly files: readonly CanonicalFile[];
}

/** A little more than the largest of the files of a set. */
const MNIST_BYTES = 11_000_000;
const FASHION_BYTES = 28_000_000;
const OMNIGLOT_BYTES = 2 ** 26;

/** The data sets that can be downloaded, by name. */
export const CANONICAL_DATASETS: Readonly<Record<DownloadableDataset, CanonicalDataset>> = {
  mnist: {
    title: 'MNIST',
    licence: 'CC BY-SA 3.0',
    baseUrl: 'https://ossci-datasets.s3.amazonaws.com/mnist/',
    files: [
      {
        name: 'train-images-idx3-ubyte.gz',
        mostBytes: MNIST_BYTES,
        sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
      },
      {
        name: 'train-labels-idx1-ubyte.gz',
        mostBytes: MNIST_BYTES,
        sha256: '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
      },
      {
        name: 't10k-images-idx3-ubyte.gz',
        mostBytes: MNIST_BYTES,
        sha256: '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
      },
      {
        name: 't10k-labels-idx1-ubyte.gz',
        mostBytes: MNIST_BYTES,
        sha256: 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
      },
    ],
  },
  'fashion-mnist': {
    title: 'Fashion-MNIST',
    licence: 'MIT',
    baseUrl: 'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
    files: [
      {
        name: 'train-images-idx3-ubyte.gz',
        mostBytes: FASHION_BYTES,
        sha256: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
      },
      {
        name: 'train-labels-idx1-ubyte.gz',
        mostBytes: FASHION_BYTES,
        sha256: 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
      },
      {
        name: 't10k-images-idx3-ubyte.gz',
        mostBytes: FASHION_BYTES,
        sha256: '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
      },
      {
        name: 't10k-labels-idx1-ubyte.gz',
        mostBytes: FASHION_BYTES,
        sha256: '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
      },
    ],
  },
  omniglot: {
    title: 'Omniglot',
    licence: 'MIT',
    baseUrl: 'https://github.com/brendenlake/omniglot/raw/master/python/',
    files: (['background', 'evaluation'] as const).map((set) => ({
      name: `images_${set}.zip`,
      mostBytes: OMNIGLOT_BYTES,
      verify: (path) => verifyOmniglot(path, set),
    })),
  },
};

/** Decodes every drawing, which checks every checksum of the archive. */
async function verifyOmniglot(path: string, set: OmniglotSet): Promise<void> {
  await readOmniglotArchive(path, { set, size: [8, 8] });
}
