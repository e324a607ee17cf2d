import { readFileSync } from 'node:fs';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedApp, type Running } from './app';
import { withServer } from './local-server';
import { stageForOrdinaryUser, type Staged } from './ordinary-user';

const refusals = /Content Security Policy|Not allowed to load|ERR_|Refused|Failed to (load|fetch)|permission|404|40\d/i;
const aMoment = () => new Promise((done) => setTimeout(done, 700));

let staged: Staged;
beforeAll(() => {
  staged = stageForOrdinaryUser();
});
afterAll(() => staged.remove());

const shared = sharedApp(() => ({ staged, userData: staged.userData, allowErrors: refusals }));
/** In a page that was just loaded. */
async function inWindow(work: (running: Running) => Promise<void>): Promise<void> {
  await shared().page.reload();
  await work(shared());
}
/** With a web server outside, which must not be asked for anything but what the test itself loads. */
const withOutside = (work: (running: Running, origin: string, asked: readonly string[]) => Promise<void>) =>
  withServer((origin, asked) => inWindow((running) => work(running, origin, asked)));

/** What the window was really made with. */
const settingsOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Electron.WebPreferences;
    };
    const { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
    return { contextIsolation, sandbox, nodeIntegration, webSecurity, webviewTag };
  });

describe('the window’s process', () => {
  it('isolates the preload and gives the page nothing of Node', async () => {
    await inWindow(async ({ app, page }) => {
      const settings = await settingsOf(app);
      expect(settings).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
      expect(settings.webSecurity ?? true).toBe(true);
      expect(settings.webviewTag ?? false).toBe(false);
      const ofNode = ['require', 'process', 'module', 'Buffer', 'global', '__dirname'];
      expect(await page.evaluate((names) => names.filter((name) => name in window), ofNode)).toEqual([]);
      expect(await page.evaluate(() => Object.keys(window.batchpoint).sort())).toEqual([
        'onNotice',
        'pathOf',
        'request',
      ]);
    });
  });

  it('is in the sandbox of the system', async () => {
    await inWindow(async ({ app }) => {
      const renderer = await app.evaluate((electron) => {
        const pid = electron.BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0;
        const metric = electron.app.getAppMetrics().find((process) => process.pid === pid);
        return { pid, sandboxed: metric?.sandboxed };
      });
      if (process.platform !== 'linux') return expect(renderer.sandboxed).toBe(true);
      // Electron says it of macOS and Windows only; here the kernel does.
      expect(readFileSync(`/proc/${renderer.pid}/status`, 'utf8')).toMatch(/^Seccomp:\t2$/m);
    });
  });

  it('has a scheme of its own, which serves the window and nothing beside it', async () => {
    await inWindow(async ({ page }) => {
      expect(new URL(page.url()).protocol).toBe('app:');
      const beyond = [
        '/..%2fmain/index.js',
        '/%2e%2e/main/index.js',
        '/..%2f..%2fpackage.json',
        '/..%5c..%5cpackage.json',
      ];
      const texts = await page.evaluate(
        (paths) =>
          Promise.all(
            paths.map((path) =>
              fetch(path).then(
                async (answer) => (answer.ok ? await answer.text() : ''),
                () => '',
              ),
            ),
          ),
        [...beyond, 'file:///etc/hostname', 'file:///etc/passwd'],
      );
      expect(texts.filter((text) => text !== '')).toEqual([]);
      expect(await page.evaluate(() => fetch('/index.html').then((answer) => answer.ok))).toBe(true);
    });
  });
});

describe('the content security policy', () => {
  it('refuses script that is not a file of the app', async () => {
    await withOutside(async ({ page }, origin, asked) => {
      // Inside a timeout: what the debugger evaluates may always evaluate.
      const ran = await page.evaluate(
        (outside) =>
          new Promise<string[]>((done) =>
            setTimeout(() => {
              const ran: string[] = [];
              const attempt = (what: string, act: () => unknown) => {
                try {
                  if (act() === 'ran') ran.push(what);
                } catch {
                  // refused
                }
              };
              const script = (part: Partial<HTMLScriptElement>) => {
                document.body.append(Object.assign(document.createElement('script'), part));
                return document.body.dataset.inline;
              };
              attempt('eval', () => (0, eval)("'ran'") as unknown);
              attempt('Function', () => (new Function("return 'ran'") as () => unknown)());
              attempt('inline script', () => script({ textContent: "document.body.dataset.inline = 'ran'" }));
              attempt('handler', () => {
                const button = document.createElement('button');
                button.setAttribute('onclick', "document.body.dataset.handler = 'ran'");
                document.body.append(button);
                button.click();
                return document.body.dataset.handler;
              });
              script({ src: `${outside}/script.js` });
              setTimeout(() => done(ran), 500);
            }),
          ),
        origin,
      );
      expect(ran).toEqual([]);
      expect(asked).toEqual([]);
    });
  });

  it('refuses style that is not a file of the app', async () => {
    await inWindow(async ({ page }) => {
      const outline = await page.evaluate(() => {
        const style = document.createElement('style');
        style.textContent = 'body { outline: 7px solid red !important }';
        document.head.append(style);
        document.body.setAttribute('style', 'outline: 7px solid red !important');
        return getComputedStyle(document.body).outlineWidth;
      });
      expect(outline).not.toBe('7px');
    });
  });

  it('refuses connections, pictures and frames from outside', async () => {
    await withOutside(async ({ page }, origin, asked) => {
      const answer = await page.evaluate(async (outside) => {
        const picture = document.createElement('img');
        picture.src = `${outside}/picture.png`;
        const frame = document.createElement('iframe');
        frame.src = `${outside}/frame`;
        document.body.append(picture, frame);
        return await fetch(`${outside}/data`, { mode: 'no-cors' }).then(
          () => 'answered',
          () => 'refused',
        );
      }, origin);
      await aMoment();
      expect(answer).toBe('refused');
      expect(asked).toEqual([]);
    });
  });
});

describe('ways out of the window', () => {
  const leave = (page: Page, url: string) =>
    page.evaluate((target) => {
      const link = document.createElement('a');
      link.href = target;
      document.body.append(link);
      link.click();
      location.assign(target);
    }, url);

  it('refuses to navigate elsewhere', async () => {
    await withOutside(async ({ page }, origin, asked) => {
      const home = page.url();
      for (const target of [`${origin}/page`, 'file:///etc/hostname', 'app://other/index.html']) {
        await leave(page, target);
        await aMoment();
        expect(page.url()).toBe(home);
      }
      expect(asked).toEqual([]);
      expect(await page.evaluate(() => typeof window.batchpoint)).toBe('object');
    });
  });

  it('refuses to be redirected', async () => {
    await withOutside(async ({ app, page }, origin, asked) => {
      const home = page.url();
      await app.evaluate(async ({ BrowserWindow }, url) => {
        await BrowserWindow.getAllWindows()[0]
          ?.webContents.loadURL(url)
          .catch(() => undefined);
      }, `${origin}/away`);
      await aMoment();
      expect(asked).toEqual(['/away']);
      expect(page.url()).toBe(home);
    });
  });

  it('opens no second window', async () => {
    await withOutside(async ({ app, page }, origin, asked) => {
      const opened = await page.evaluate((url) => window.open(url, '_blank', 'popup') !== null, `${origin}/popup`);
      await aMoment();
      expect(opened).toBe(false);
      expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
      expect(asked).toEqual([]);
    });
  });

  it('is given no permission', async () => {
    await inWindow(async ({ page }) => {
      const answers = await page.evaluate(async () => {
        const query = async (name: string) =>
          (await navigator.permissions.query({ name } as PermissionDescriptor)).state;
        const location = await new Promise((done) =>
          navigator.geolocation.getCurrentPosition(
            () => done('given'),
            ({ code }) => done(code),
          ),
        );
        const queried = await Promise.all(['geolocation', 'notifications', 'camera', 'microphone', 'midi'].map(query));
        return { location, queried: [...new Set(queried)], notifications: await Notification.requestPermission() };
      });
      expect(answers).toEqual({ location: 1, queried: ['denied'], notifications: 'denied' });
    });
  });
});

describe('the shell', () => {
  it('answers only its own window', async () => {
    await withOutside(async ({ app, page }, origin) => {
      expect(await page.evaluate(async () => (await window.batchpoint.request('app:info')).version)).toMatch(/^\d/);
      const foreign = await app.evaluate(async (electron, url) => {
        const preload = `${electron.app.getAppPath()}/out/preload/index.cjs`;
        const window = new electron.BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
        await window.loadURL(url);
        const ask = "batchpoint.request('app:info').then(() => 'answered', () => 'refused')";
        const answer = (await window.webContents.executeJavaScript(ask)) as string;
        window.destroy();
        return answer;
      }, origin);
      expect(foreign).toBe('refused');
    });
  });
});
