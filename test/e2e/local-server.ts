import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server of this test's own: it notes what is asked for. `/away` redirects to `/target`. */
export async function withServer(work: (origin: string, asked: readonly string[]) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, answer) => {
    asked.push(url);
    if (url === '/away') answer.writeHead(302, { location: '/target' }).end();
    else answer.writeHead(200, { 'content-type': 'text/html' }).end('<title>elsewhere</title>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
