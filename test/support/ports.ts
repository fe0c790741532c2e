import { createServer } from 'node:net';

/** Below what systems hand out by themselves, or whoever listens on "any port" may take it in the meantime. */
const FIRST = 12_000;
/** Every worker of jest draws from a range of its own. */
const PER_WORKER = 2_000;
const WORKERS = 8;

let next = Math.floor(Math.random() * PER_WORKER);

/** A loopback port nobody listens on, and nobody else of this run will ask for. */
export async function freePort(): Promise<number> {
  const worker = Number(process.env.JEST_WORKER_ID ?? 1) % WORKERS;
  for (let tries = 0; tries < PER_WORKER; tries += 1) {
    next = (next + 1) % PER_WORKER;
    const port = FIRST + worker * PER_WORKER + next;
    if (await isFree(port)) return port;
  }
  throw new Error(`No port is free from ${FIRST} on.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
