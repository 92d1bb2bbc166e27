import { imageRow } from '../../../src/report/figures/imageGrid.ts';
import { imageBlock, imageSection } from '../../../src/report/figures/imageSection.ts';

const table = (label: string) => ({ shape: [1, 1, 1], rows: [imageRow(label, [1], 1)] }) as const;

describe('imageSection', () => {
  it('shows kept images, and nothing where none were kept', async () => {
    const [section] = await imageSection('Title', 'Text', table('input'));
    expect(section).toMatchObject({
      title: 'Title',
      text: 'Text',
      blocks: [{ kind: 'images', rows: [{ label: 'input' }] }],
    });
    expect(await imageSection('Title', 'Text', undefined)).toEqual([]);
  });

  it('puts several tables beside each other, in their order', async () => {
    const [section] = await imageSection('T', 't', table('a'), undefined, table('b'));
    expect(section?.blocks).toMatchObject([{ rows: [{ label: 'a' }] }, { rows: [{ label: 'b' }] }]);
  });
});

describe('imageBlock', () => {
  it('keeps titles of columns and the caption, where there are any', async () => {
    const block = await imageBlock({ ...table('a'), columns: ['one'], caption: 'Below.' });
    expect(block).toMatchObject({ columns: ['one'], caption: 'Below.' });
    const plain = await imageBlock(table('a'));
    expect(Object.keys(plain)).toEqual(['kind', 'rows']);
  });
});
