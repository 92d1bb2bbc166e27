import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The attributes of CelebA, in the order of its files. */
export const CELEBA_ATTRIBUTES: readonly string[] = (
  '5_o_Clock_Shadow Arched_Eyebrows Attractive Bags_Under_Eyes Bald Bangs Big_Lips Big_Nose Black_Hair Blond_Hair ' +
  'Blurry Brown_Hair Bushy_Eyebrows Chubby Double_Chin Eyeglasses Goatee Gray_Hair Heavy_Makeup High_Cheekbones ' +
  'Male Mouth_Slightly_Open Mustache Narrow_Eyes No_Beard Oval_Face Pale_Skin Pointy_Nose Receding_Hairline ' +
  'Rosy_Cheeks Sideburns Smiling Straight_Hair Wavy_Hair Wearing_Earrings Wearing_Hat Wearing_Lipstick ' +
  'Wearing_Necklace Wearing_Necktie Young'
).split(' ');

/** Options of {@link drawCelebA}. */
export interface DrawCelebAOptions {
  /** How many faces; at least 6, so that each split has some. Default: 36. */
  readonly count?: number;
  /** Whether tables are written as CelebA's own or as comma-separated values. Default: `txt`. */
  readonly tables?: 'txt' | 'csv';
}

/** What was drawn. */
export interface DrawnCelebA {
  /** The names of the files. */
  readonly files: readonly string[];
  /** For each face, what is 1 among its attributes. */
  readonly faces: readonly ReadonlySet<string>[];
  /** For each face, 0 for training, 1 for validation, 2 for tests. */
  readonly parts: readonly number[];
}

/**
 * Draws faces into a folder in exactly the layout of CelebA: `img_align_celeba/000001.jpg` of 178x218 pixels and so on,
 * `list_attr_celeba` and `list_eval_partition`. A smile opens mouths and lifts cheeks; youth and gender decide hairline and makeup, all of
 * it with exceptions. Two thirds are for training.
 *
 * @param dir - The folder.
 * @param options - How many, and how tables are written.
 * @returns What was drawn.
 */
export async function drawCelebA(
  dir: string,
  options: DrawCelebAOptions = {},
): Promise<DrawnCelebA> {
  const { count = 36, tables = 'txt' } = options;
  // Only here: most tests that import this package draw no face.
  const { default: sharp } = await import('sharp');
  const images = join(dir, 'img_align_celeba');
  await mkdir(images, { recursive: true });
  const faces = Array.from({ length: count }, (_, index) => drawAttributes(index));
  const files = faces.map((_, index) => `${String(index + 1).padStart(6, '0')}.jpg`);
  const parts = faces.map((_, index) => [0, 0, 0, 0, 1, 2][index % 6] ?? 0);
  for (const [index, face] of faces.entries()) {
    const picture = Buffer.from(faceSvg(face, index));
    await sharp(picture)
      .jpeg({ quality: 95 })
      .toFile(join(images, files[index] ?? ''));
  }
  const signs = faces.map((face) => CELEBA_ATTRIBUTES.map((name) => (face.has(name) ? 1 : -1)));
  if (tables === 'csv') {
    const rows = signs.map((row, index) => [files[index], ...row].join(','));
    const header = ['image_id', ...CELEBA_ATTRIBUTES].join(',');
    await writeFile(join(dir, 'list_attr_celeba.csv'), [header, ...rows, ''].join('\n'));
    const partition = parts.map((part, index) => `${files[index] ?? ''},${part}`);
    await writeFile(
      join(dir, 'list_eval_partition.csv'),
      ['image_id,partition', ...partition, ''].join('\n'),
    );
  } else {
    const rows = signs.map(
      (row, index) =>
        `${files[index] ?? ''} ${row.map((sign) => String(sign).padStart(2)).join(' ')}`,
    );
    const header = [String(count), `${CELEBA_ATTRIBUTES.join(' ')} `];
    await writeFile(join(dir, 'list_attr_celeba.txt'), [...header, ...rows, ''].join('\n'));
    const partition = parts.map((part, index) => `${files[index] ?? ''} ${part}`);
    await writeFile(join(dir, 'list_eval_partition.txt'), [...partition, ''].join('\n'));
  }
  return { files, faces, parts };
}

/** The same face for the same index. */
function drawAttributes(index: number): ReadonlySet<string> {
  let state = (index + 1) * 2654435761;
  const chance = (share: number): boolean => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32 < share;
  };
  const smiling = chance(0.5);
  const male = chance(0.5);
  const young = chance(0.6);
  const drawn: readonly (readonly [name: string, is: boolean])[] = [
    ['Smiling', smiling],
    ['Male', male],
    ['Young', young],
    ['High_Cheekbones', chance(smiling ? 0.85 : 0.15)],
    ['Mouth_Slightly_Open', chance(smiling ? 0.8 : 0.2)],
    ['Narrow_Eyes', chance(smiling ? 0.6 : 0.2)],
    ['Chubby', chance(young ? 0.2 : 0.4)],
    ['Receding_Hairline', chance(young ? 0.05 : male ? 0.7 : 0.2)],
    ['Heavy_Makeup', chance(male ? 0.02 : young ? 0.75 : 0.3)],
    ['Bags_Under_Eyes', chance(young ? 0.2 : 0.6)],
    ['Gray_Hair', !young],
    ['Brown_Hair', young],
    ['No_Beard', !male],
    ['Wearing_Necktie', male],
  ];
  return new Set(drawn.filter(([, is]) => is).map(([name]) => name));
}

function faceSvg(face: ReadonlySet<string>, index: number): string {
  const is = (name: string): boolean => face.has(name);
  const hue = (index * 47) % 360;
  const wide = is('Chubby') ? 50 : 40;
  const hair = is('Gray_Hair') ? '#b5b5b5' : '#5a3a1e';
  const hairline = is('Receding_Hairline') ? 66 : 82;
  const eye = is('Narrow_Eyes') ? 2 : 5;
  const lips = is('Heavy_Makeup') ? '#d01040' : '#b06a60';
  const curve = is('Smiling') ? 152 : 132;
  const eyes = [72, 106].map(
    (x) =>
      `<ellipse cx="${x}" cy="106" rx="8" ry="${eye}" fill="#20304a"/>` +
      (is('Bags_Under_Eyes')
        ? `<path d="M${x - 8} 115 q8 6 16 0" stroke="#8a6a5a" fill="none" stroke-width="2"/>`
        : '') +
      (is('Heavy_Makeup')
        ? `<path d="M${x - 9} 99 q9 -6 18 0" stroke="#402060" fill="none" stroke-width="4"/>`
        : ''),
  );
  const cheeks = is('High_Cheekbones')
    ? '<circle cx="62" cy="122" r="8" fill="#e8a090"/><circle cx="116" cy="122" r="8" fill="#e8a090"/>'
    : '';
  const mouth = is('Mouth_Slightly_Open')
    ? `<path d="M73 140 Q89 ${curve - 6} 105 140 Q89 ${curve + 12} 73 140" fill="#401010" stroke="${lips}" stroke-width="3"/>`
    : `<path d="M73 140 Q89 ${curve} 105 140" fill="none" stroke="${lips}" stroke-width="4"/>`;
  const dress = is('Male') ? '#203060' : '#c04080';
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" width="178" height="218">' +
    `<rect width="178" height="218" fill="hsl(${hue},30%,80%)"/>` +
    `<rect x="${is('Male') ? 49 : 39}" y="50" width="${is('Male') ? 80 : 100}" height="${is('Male') ? 60 : 130}" rx="40" fill="${hair}"/>` +
    `<rect x="35" y="180" width="108" height="38" fill="${dress}"/>` +
    `<ellipse cx="89" cy="116" rx="${wide}" ry="54" fill="#f0c8a8"/>` +
    `<path d="M${89 - wide} ${hairline + 14} Q89 ${hairline - 26} ${89 + wide} ${hairline + 14} Q89 34 ${89 - wide} ${hairline + 14}" fill="${hair}"/>` +
    `${eyes.join('')}${cheeks}${mouth}<path d="M89 112 l-4 14 h8 z" fill="#d8a888"/></svg>`
  );
}
