import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SettingsFile } from '../../../main/settings';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-settings-'));
  file = join(folder, 'settings.json');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function experiments(count: number): string[] {
  const paths = Array.from({ length: count }, (_, index) => join(folder, `${index}.ts`));
  for (const path of paths) writeFileSync(path, '');
  return paths;
}

describe('SettingsFile', () => {
  it('follows the system and knows no files at first', () => {
    const settings = new SettingsFile(file);
    expect([settings.language, settings.recent, settings.bounds]).toEqual(['system', [], undefined]);
  });

  it('remembers across starts, in a folder that it makes', () => {
    const deep = join(folder, 'a', 'b', 'settings.json');
    const bounds = { width: 1280, height: 720, x: -5, y: 10, isMaximised: true };
    new SettingsFile(deep).update({ language: 'zh-CN', bounds });
    const again = new SettingsFile(deep);
    expect([again.language, again.bounds]).toEqual(['zh-CN', bounds]);
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['settings.json']);
  });

  it('lists the eight newest files, each once, and only those that are still there', () => {
    const settings = new SettingsFile(file);
    const paths = experiments(10);
    for (const path of paths) settings.addRecent(path);
    settings.addRecent(paths[4] ?? '');
    const names = () => new SettingsFile(file).recent.map((path) => path.slice(folder.length + 1));
    expect(names()).toEqual(['4.ts', '9.ts', '8.ts', '7.ts', '6.ts', '5.ts', '3.ts', '2.ts']);
    rmSync(paths[9] ?? '');
    expect(names()).toEqual(['4.ts', '8.ts', '7.ts', '6.ts', '5.ts', '3.ts', '2.ts']);
  });

  it.each(['{ "language": ', '[]', 'null', '7'])('moves a broken file aside: %s', (text) => {
    writeFileSync(file, text);
    expect(new SettingsFile(file).language).toBe('system');
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(`${file}.broken`, 'utf8')).toBe(text);
  });

  it('keeps the good fields beside wrong ones', () => {
    const [path = ''] = experiments(1);
    writeFileSync(file, JSON.stringify({ language: 'de', recent: [7, path], bounds: { width: '9', height: 1 } }));
    const settings = new SettingsFile(file);
    expect([settings.language, settings.recent, settings.bounds]).toEqual(['system', [path], undefined]);
  });

  it('goes on where nothing can be written', () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    writeFileSync(join(folder, 'blocked'), '');
    const settings = new SettingsFile(join(folder, 'blocked', 'settings.json'));
    settings.update({ language: 'en' });
    expect(settings.language).toBe('en');
    expect(complaint).toHaveBeenCalledOnce();
  });
});
