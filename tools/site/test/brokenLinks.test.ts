import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brokenLinks } from '../src/brokenLinks.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causal-mechanisms-site-'));
  put('index.html', '<h1 id="top">Home</h1>');
  put('guides/index.html', '<h2 id="a-b">A b</h2><a name="old"></a>');
  put('media/a b.png', '');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('brokenLinks', () => {
  it.each([
    '<a href="../index.html#top">',
    '<a href="../">',
    '<a href="./">',
    '<a href="index.html#a-b">',
    '<a href="index.html#old">',
    '<a href="index.html?cache=1#a-b">',
    '<a href="#here"><p id="here">',
    '<a href="#">',
    '<img src="../media/a%20b.png">',
    '<a href="../media/a b.png#page=2">',
    '<a href="https://example.org/none">',
    '<a href="//example.org/none">',
    '<a href="mailto:a@b">',
    '<img src="data:image/png;base64,">',
    '<!-- <a href="none.html"> -->',
  ])('lets %s be', (html) => {
    put('guides/page.html', html);
    expect(brokenLinks(folder)).toEqual([]);
  });

  it.each([
    ['<a href="none.html">', 'none.html'],
    ['<a href="../media/">', '../media/'],
    ['<a href="../../index.html">', '../../index.html'],
    ['<a href="../index.html#none">', '../index.html#none'],
    ['<a href="#none">', '#none'],
    ['<img src="none.png">', 'none.png'],
    ['<link rel="stylesheet" href="none.css">', 'none.css'],
    ['<script src="none.js"></script>', 'none.js'],
    ['<a href="none.html">a</a><a href="none.html">b</a>', 'none.html'],
    ['<a href="/index.html">', '/index.html'],
  ])('names what %s leads to', (html, link) => {
    put('guides/page.html', html);
    expect(brokenLinks(folder)).toEqual([`guides/page.html: ${link}`]);
  });

  it('goes through all pages in their order', () => {
    put('z.html', '<a href="b">');
    put('guides/page.html', '<a href="a"><a href="c">');
    expect(brokenLinks(folder)).toEqual([
      'guides/page.html: a',
      'guides/page.html: c',
      'z.html: b',
    ]);
  });
});
