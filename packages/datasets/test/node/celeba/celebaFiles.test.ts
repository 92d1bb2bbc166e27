import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { findCelebA } from '../../../src/node/celeba/celebaFiles.ts';
import { failure, inTempFolder } from '../../testFiles.ts';

async function touch(dir: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(dir, name, '..'), { recursive: true });
    await writeFile(join(dir, name), '');
  }
}

describe('findCelebA', () => {
  it.each<[string, readonly string[]]>([
    [
      'in the folder',
      ['list_attr_celeba.txt', 'list_eval_partition.txt', 'img_align_celeba/1.jpg'],
    ],
    [
      'in a folder of its own',
      [
        'celeba/list_attr_celeba.csv',
        'celeba/list_eval_partition.csv',
        'celeba/img_align_celeba/1.jpg',
      ],
    ],
    [
      'as it comes',
      ['Anno/list_attr_celeba.txt', 'Eval/list_eval_partition.txt', 'Img/img_align_celeba/1.jpg'],
    ],
    [
      'unpacked into a folder more',
      [
        'list_attr_celeba.csv',
        'list_eval_partition.csv',
        'img_align_celeba/img_align_celeba/1.jpg',
      ],
    ],
  ])('finds it %s', async (_, names) => {
    await inTempFolder(async (dir) => {
      await touch(dir, names);
      const { attributes, partition, imageFolder, images } = await findCelebA(dir);
      const [first, second, third = ''] = names;
      expect(relative(dir, attributes)).toBe(first);
      expect(relative(dir, partition)).toBe(second);
      expect(relative(dir, join(imageFolder, '1.jpg'))).toBe(third);
      expect([...images]).toEqual(['1.jpg']);
    });
  });

  it('says what is missing, and where it comes from', async () => {
    await inTempFolder(async (dir) => {
      const what = async (message: string): Promise<void> => {
        await expect(findCelebA(dir)).rejects.toThrow(
          failure(
            'ERR_FILE_ACCESS',
            `^readCelebA: ${message} is neither in .*celeba nor in .*https://`,
          ),
        );
      };
      await what('list_attr_celeba.txt or list_attr_celeba.csv');
      await touch(dir, ['list_attr_celeba.txt']);
      await what('list_eval_partition.txt or list_eval_partition.csv');
      await touch(dir, ['list_eval_partition.txt', 'img_align_celeba/notes.txt']);
      await what('the folder img_align_celeba with its JPEG files');
    });
  });
});
