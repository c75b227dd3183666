/** The built page, and the folder of numbers that its entrants read and write, over localhost. */
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

export interface Server {
  readonly origin: string;
  readonly close: () => void;
}

/** Pages may have shared memory, so threads. */
const isolated = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cache-Control': 'no-store',
};

export const serveBench = (pages: string, numbers: string): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(async (request, response) => {
      const [, root = '', ...rest] = new URL(request.url ?? '/', 'http://localhost').pathname.split('/');
      const file =
        root === 'files'
          ? join(numbers, basename(rest.join('/')))
          : join(pages, rest.join('/') || 'index.html');
      try {
        if (root === 'files' && request.method === 'POST') {
          await pipeline(request, createWriteStream(file));
          response.writeHead(204).end();
        } else if (existsSync(file)) {
          response.writeHead(200, {
            'Content-Type': types[extname(file)] ?? 'application/octet-stream',
            ...isolated,
          });
          await pipeline(createReadStream(file), response);
        } else response.writeHead(404).end();
      } catch {
        // The page was given up while it asked.
        response.destroy();
      }
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
