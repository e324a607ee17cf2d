import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { protocol, type Session } from 'electron';
import { contentSecurityPolicy, windowOrigin } from './security-policy';
import { fileOfRequest } from './request-path';

const contentTypes: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** The page's own scheme, with an origin like a web site's; has to be said before the app is ready. */
export function registerScheme(): void {
  const [scheme = ''] = windowOrigin.split(':');
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page out of a folder, and nothing else. */
export function serveWindow(session: Session, folder: string): void {
  const root = resolve(folder) + sep;
  session.protocol.handle('app', async (request) => {
    const file = fileOfRequest(request, root);
    if (!file) return refused(404);
    try {
      return new Response(new Uint8Array(await readFile(file)), { headers: headersOf(file) });
    } catch {
      return refused(404);
    }
  });
}

function headersOf(file: string): { readonly [name: string]: string } {
  return {
    'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  };
}

function refused(status: number): Response {
  return new Response(null, { status, headers: { 'content-security-policy': contentSecurityPolicy } });
}
