import { resolve } from 'node:path';
import { windowOrigin } from './security-policy';

/**
 * The file that a request of the page names, or undefined if there can be none: another host, another method, or a path
 * that leads out of the folder.
 * @param root absolute path of the folder, with a separator at its end
 */
export function fileOfRequest(
  { url, method }: { readonly url: string; readonly method: string },
  root: string,
): string | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (!address || method !== 'GET' || `${address.protocol}//${address.host}` !== windowOrigin) return undefined;
  const path = decoded(address.pathname);
  if (path === undefined || /[\\\0]/.test(path)) return undefined;
  const file = resolve(root, `.${path === '/' ? '/index.html' : path}`);
  return file.startsWith(root) ? file : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
