import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { CELEBA_ATTRIBUTES, drawCelebA } from '@causal-mechanisms/test-utils';

describe('drawCelebA', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'celeba-'));
  });
  afterEach(async () => {
    await rm(dir, { recursive: true });
  });

  it('draws faces of the size of those of CelebA, with its tables', async () => {
    const { files, faces, parts } = await drawCelebA(dir, { count: 12 });
    expect(await readdir(join(dir, 'img_align_celeba'))).toEqual(files);
    expect(files[11]).toBe('000012.jpg');
    const { width, height, format } = await sharp(
      join(dir, 'img_align_celeba', '000001.jpg'),
    ).metadata();
    expect([width, height, format]).toEqual([178, 218, 'jpeg']);
    const table = (await readFile(join(dir, 'list_attr_celeba.txt'), 'utf8')).split('\n');
    expect(table[0]).toBe('12');
    expect(table[1]?.trim().split(' ')).toEqual(CELEBA_ATTRIBUTES);
    expect(table).toHaveLength(15);
    const row = table[4]?.split(/ +/) ?? [];
    expect(row[0]).toBe('000003.jpg');
    expect(row.slice(1).filter((cell) => cell === '1')).toHaveLength(faces[2]?.size ?? NaN);
    expect(row[1 + CELEBA_ATTRIBUTES.indexOf('Smiling')] === '1').toBe(faces[2]?.has('Smiling'));
    const partition = await readFile(join(dir, 'list_eval_partition.txt'), 'utf8');
    expect(partition.split('\n')[4]).toBe('000005.jpg 1');
    expect(parts).toEqual([0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 1, 2]);
  });

  it('writes comma-separated values, and knows the places of the attributes', async () => {
    await drawCelebA(dir, { count: 6, tables: 'csv' });
    const [header = '', first = ''] = (
      await readFile(join(dir, 'list_attr_celeba.csv'), 'utf8')
    ).split('\n');
    expect(header.startsWith('image_id,5_o_Clock_Shadow,')).toBe(true);
    expect(first.split(',')).toHaveLength(41);
    expect(await readFile(join(dir, 'list_eval_partition.csv'), 'utf8')).toContain(
      'image_id,partition\n000001.jpg,0\n',
    );
    const places = [
      'Bags_Under_Eyes',
      'Chubby',
      'Heavy_Makeup',
      'High_Cheekbones',
      'Male',
      'Smiling',
      'Young',
    ];
    expect(places.map((name) => CELEBA_ATTRIBUTES.indexOf(name))).toEqual([
      3, 13, 18, 19, 20, 31, 39,
    ]);
  });

  it('draws every kind of face', async () => {
    const { faces } = await drawCelebA(dir);
    for (const name of [
      'Smiling',
      'Male',
      'Young',
      'Heavy_Makeup',
      'Mouth_Slightly_Open',
      'Chubby',
    ]) {
      const share = faces.filter((face) => face.has(name)).length / faces.length;
      expect(share).toBeGreaterThan(0.1);
      expect(share).toBeLessThan(0.9);
    }
  });
});
