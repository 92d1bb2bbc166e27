import { chooseWheel, cudaRequirements } from '../../../linker/tensorflow/chooseWheel.mjs';
import { withCode } from '../withCode.ts';

const projects = (platform: string, arch: string, nvidia: boolean): [string, boolean][] =>
  chooseWheel({ platform, arch, nvidia }).map(({ project, cuda }) => [project, cuda]);

describe('chooseWheel', () => {
  it.each<[string, string, boolean, [string, boolean][]]>([
    ['linux', 'x64', false, [['tensorflow-cpu', false]]],
    ['linux', 'x64', true, [['tensorflow', true]]],
    [
      'linux',
      'arm64',
      false,
      [
        ['tensorflow-cpu', false],
        ['tensorflow', false],
      ],
    ],
    ['darwin', 'arm64', false, [['tensorflow', false]]],
    ['darwin', 'x64', true, [['tensorflow', false]]],
  ])('%s %s, GPU %s', (platform, arch, nvidia, expected) => {
    expect(projects(platform, arch, nvidia)).toEqual(expected);
  });

  it('asks for the tested release first, then for any that fits', () => {
    const [choice] = chooseWheel({ platform: 'linux', arch: 'x64', nvidia: false });
    expect(choice?.requests.map(({ requirement }) => requirement)).toEqual([
      'tensorflow-cpu==2.21.0',
      'tensorflow-cpu>=2.12',
    ]);
  });

  it.each([
    ['win32', 'x64'],
    ['linux', 'ia32'],
    ['freebsd', 'x64'],
  ])('knows no wheel for %s %s', (platform, arch) => {
    expect(() => projects(platform, arch, false)).toThrow(withCode('ERR_NATIVE_PLATFORM'));
  });
});

describe('cudaRequirements', () => {
  it('reads the extra and-cuda alone', () => {
    const metadata = [
      'Requires-Dist: numpy>=1.26.0',
      'Requires-Dist: nvidia-cublas-cu12<13.0,>=12.5.3.2; extra == "and-cuda"',
      "Requires-Dist: nvidia-nccl-cu12 (<3,>=2.25.1) ; extra == 'and-cuda'",
      'Requires-Dist: tensorboard~=2.19.0; extra == "other"',
    ].join('\r\n');
    expect(cudaRequirements(metadata)).toEqual([
      'nvidia-cublas-cu12<13.0,>=12.5.3.2',
      'nvidia-nccl-cu12<3,>=2.25.1',
    ]);
  });

  it.each(['--index-url=http://evil', 'evil-package', 'nvidia-x @ http://evil', '-r file'])(
    'refuses %s',
    (requirement) => {
      expect(() => cudaRequirements(`Requires-Dist: ${requirement}; extra == "and-cuda"`)).toThrow(
        withCode('ERR_NATIVE_ARCHIVE'),
      );
    },
  );
});
