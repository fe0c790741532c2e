/** Ports for what has to say where it will listen before it does; whoever need not listens on port 0. */
import { createServer, type Server } from 'node:net';

/** Below what systems hand out by themselves, or whoever listens on "any port" may take it in the meantime. */
const FIRST = 12_000;
const BLOCKS = 100;
/** More than a test draws before those it drew first are of no more use. */
const PER_BLOCK = 200;

interface Block {
  first: number;
  /** How many of the block were looked at. */
  drawn: number;
  /** Listens at its first port as long as this process lives, or its suite: so others know that the block is taken. */
  guard: Server;
}

let ours: Promise<Block> | undefined;

// Each suite of a worker loads this anew. Without it the blocks of all suites before would stay taken.
if (typeof afterAll === 'function') {
  afterAll(async () => {
    const block = await ours;
    ours = undefined;
    block?.guard.close();
  });
}

/** A loopback port nobody listens on, and no other process draws: of this run or of another on this machine. */
export async function freePort(): Promise<number> {
  const block = await (ours ??= takeBlock());
  for (let tries = 1; tries < PER_BLOCK; tries += 1) {
    const port = block.first + 1 + (block.drawn++ % (PER_BLOCK - 1));
    const probe = await listenAt(port);
    if (!probe) continue;
    await new Promise((closed) => probe.close(closed));
    return port;
  }
  throw new Error(`No port is free from ${block.first} on.`);
}

async function takeBlock(): Promise<Block> {
  const start = Math.floor(Math.random() * BLOCKS);
  for (let n = 0; n < BLOCKS; n += 1) {
    const first = FIRST + ((start + n) % BLOCKS) * PER_BLOCK;
    const guard = await listenAt(first);
    if (!guard) continue;
    guard.on('connection', (socket) => socket.destroy()).unref();
    return { first, drawn: 0, guard };
  }
  throw new Error(`All ports from ${FIRST} on are taken.`);
}

/** Null where somebody does. */
function listenAt(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
