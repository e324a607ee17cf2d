import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { refuseNavigation, refusePermissions } from '../../../main/security';
import { contentSecurityPolicy, isOurPage, originOf, windowOrigin } from '../../../main/security-policy';

const page = { contents: 1, frame: { isTop: true, url: 'app://ui/index.html' } };

describe('isOurPage', () => {
  it('knows the top frame of our window at our origin', () => {
    expect(isOurPage(page, 1, windowOrigin)).toBe(true);
    const served = { contents: 1, frame: { isTop: true, url: 'http://localhost:5173/' } };
    expect(isOurPage(served, 1, 'http://localhost:5173')).toBe(true);
  });

  it.each([
    ['other contents', { ...page, contents: 2 }],
    ['a frame within the page', { contents: 1, frame: { ...page.frame, isTop: false } }],
    ['a frame that is gone', { contents: 1 }],
    ['another host', { contents: 1, frame: { isTop: true, url: 'app://ui.evil/index.html' } }],
    ['another scheme', { contents: 1, frame: { isTop: true, url: 'https://ui/index.html' } }],
    ['no address', { contents: 1, frame: { isTop: true, url: '' } }],
  ])('turns away %s', (_who, sender) => {
    expect(isOurPage(sender, 1, windowOrigin)).toBe(false);
  });
});

describe('originOf', () => {
  it('has scheme, host and port, for a scheme of our own too', () => {
    expect(originOf('app://ui/a/b?c')).toBe('app://ui');
    expect(originOf('http://localhost:5173/x')).toBe('http://localhost:5173');
    expect(originOf('nothing')).toBeUndefined();
  });
});

describe('contentSecurityPolicy', () => {
  it('allows nothing inline, evaluated or foreign', () => {
    expect(contentSecurityPolicy).toMatch(/^default-src 'none';/);
    expect(contentSecurityPolicy).toMatch(/frame-ancestors 'none'/);
    expect(contentSecurityPolicy).not.toMatch(/unsafe|http|\*/);
  });
});

describe('refuseNavigation', () => {
  function contents() {
    const emitter = new EventEmitter();
    let open: (() => unknown) | undefined;
    const fake = Object.assign(emitter, { setWindowOpenHandler: (handler: () => unknown) => (open = handler) });
    refuseNavigation(fake as unknown as WebContents);
    return { emitter, open: () => open?.() };
  }

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])('stops %s', (name) => {
    let isStopped = false;
    contents().emitter.emit(name, { preventDefault: () => (isStopped = true) });
    expect(isStopped).toBe(true);
  });

  it('opens no window', () => {
    expect(contents().open()).toEqual({ action: 'deny' });
  });
});

describe('refusePermissions', () => {
  it('says no to requests, checks and devices', () => {
    type Request = (contents: null, permission: string, answer: (isAllowed: boolean) => void) => void;
    const given: { request?: Request; check?: () => boolean; device?: () => boolean } = {};
    refusePermissions({
      setPermissionRequestHandler: (handler: Request) => (given.request = handler),
      setPermissionCheckHandler: (handler: () => boolean) => (given.check = handler),
      setDevicePermissionHandler: (handler: () => boolean) => (given.device = handler),
    } as unknown as Session);
    const answers: boolean[] = [];
    given.request?.(null, 'notifications', (isAllowed) => answers.push(isAllowed));
    expect(answers).toEqual([false]);
    expect([given.check?.(), given.device?.()]).toEqual([false, false]);
  });
});
