/** Files of a folder over localhost; the first part of the path says with which headers. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

export type Headers = Readonly<Record<string, string>>;

export interface Server {
  readonly origin: string;
  readonly close: () => void;
}

export const serve = (folder: string, headers: Readonly<Record<string, Headers>>): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(({ url = '/' }, response) => {
      const [, scenario = '', ...rest] = new URL(url, 'http://localhost').pathname.split('/');
      // The browser has no `..` in paths; only it asks.
      const file = join(folder, rest.join('/') || 'index.html');
      const own = headers[scenario];
      if (own === undefined || !existsSync(file)) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'text/plain', ...own });
      response.end(readFileSync(file));
    });
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      resolve({
        origin: `http://localhost:${port}`,
        close: () => {
          server.closeAllConnections();
          server.close();
        },
      });
    });
  });
