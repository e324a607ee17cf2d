/** Where the page lives. */
export const windowOrigin = 'app://ui';

/** The page loads its own files and nothing else; nothing inline, nothing evaluated. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** While developing, the server of the page puts styles and its client into it and talks to it over a socket. */
export const developmentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' ws:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Who has sent a message over IPC. */
export type Sender = {
  /** Number of the web contents. */
  readonly contents: number;
  /** Absent once the frame is gone. */
  readonly frame?: { readonly isTop: boolean; readonly url: string };
};

/** Whether a message comes from our page: the window's own contents, its top frame, our origin. */
export function isOurPage(sender: Sender, windowContents: number, origin: string): boolean {
  if (sender.contents !== windowContents || !sender.frame?.isTop) return false;
  return originOf(sender.frame.url) === origin;
}

/** Scheme and host of an address; `URL.origin` knows none for a scheme of one's own. */
export function originOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
