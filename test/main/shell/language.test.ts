import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LanguageSetting } from '../../../main/language';
import { SettingsFile } from '../../../main/settings';

let folder: string;
const settings = () => new SettingsFile(join(folder, 'settings.json'));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'batchpoint-language-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('LanguageSetting', () => {
  it('follows the system until another is chosen, and remembers the choice', () => {
    const setting = new LanguageSetting(settings(), 'zh-Hans-CN');
    expect([setting.choice, setting.language]).toEqual(['system', 'zh-CN']);
    setting.choose('en');
    const next = new LanguageSetting(settings(), 'zh-Hans-CN');
    expect([next.choice, next.language]).toEqual(['en', 'en']);
  });

  it('takes the language of the command line for one start only', () => {
    expect(new LanguageSetting(settings(), 'en-GB', 'zh-CN').language).toBe('zh-CN');
    expect(new LanguageSetting(settings(), 'en-GB').language).toBe('en');
  });
});
