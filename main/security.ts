import type { Session, WebContents } from 'electron';
import { developmentPolicy } from './security-policy';

/** Refuses everything that a page could ask the system for: cameras, notifications, devices, file handles, all of it. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/** Holds contents to the page that they were made for: no way to another address, no further window, no webview. */
export function refuseNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** The server of the page sends no policy of its own while developing. */
export function sendDevelopmentPolicy(session: Session, server: string): void {
  session.webRequest.onHeadersReceived({ urls: [`${server}/*`] }, ({ responseHeaders }, answer) =>
    answer({ responseHeaders: { ...responseHeaders, 'content-security-policy': [developmentPolicy] } }),
  );
}
