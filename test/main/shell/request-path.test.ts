import { describe, expect, it } from 'vitest';
import { fileOfRequest } from '../../../main/request-path';

const root = '/opt/app/renderer/';
const fileOf = (url: string, method = 'GET') => fileOfRequest({ url, method }, root);

describe('fileOfRequest', () => {
  it.each([
    ['app://ui/', 'index.html'],
    ['app://ui/index.html?theme=dark#top', 'index.html'],
    ['app://ui/assets/index-B1.js', 'assets/index-B1.js'],
    ['app://ui/a%20b.css', 'a b.css'],
    ['app://ui/../index.html', 'index.html'],
  ])('%s names %s', (url, file) => {
    expect(fileOf(url)).toBe(root + file);
  });

  it.each([
    'app://ui/..%2fmain%2findex.js',
    'app://ui/assets/..%2f..%2f..%2fetc%2fpasswd',
    'app://ui/..%2frenderer-other%2fx.js',
    'app://ui/..%5cmain%5cindex.js',
    'app://ui/index.html%00.js',
    'app://ui/%E0%A4%A',
    'app://other/index.html',
    'file:///opt/app/renderer/index.html',
    'no address',
  ])('refuses %s', (url) => {
    expect(fileOf(url)).toBeUndefined();
  });

  it('refuses to be written to', () => {
    expect(fileOf('app://ui/index.html', 'POST')).toBeUndefined();
  });
});
