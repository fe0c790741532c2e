/** What the bundled PostgreSQL is started with. Pure, but for looking at the machine. */
import { totalmem } from 'node:os';
import type { ListenAddress } from './bundledHome';

const MB = 1024 * 1024;
/** PostgreSQL's own, and what a desk of millions of chats is searched in. */
const LEAST_BUFFERS = 128;
const MOST_BUFFERS = 1024;

/** What this process may use: the machine's, or less where it runs within a limit. */
export function usableBytes(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/**
 * @param memory bytes that the desk and its PostgreSQL may use
 * @returns `name=value`, for `-c`
 */
export function settingsOf(
  { listenAddress, durable }: { listenAddress: ListenAddress; durable: boolean },
  memory: number,
): string[] {
  return [
    'max_connections=100',
    'cluster_name=handoff-desk',
    'log_checkpoints=off',
    'log_min_messages=warning',
    // What is read is in the memory of the system as a rule: to have workers fetch it costs more than it saves.
    'io_method=sync',
    ...('port' in listenAddress
      ? [`port=${listenAddress.port}`, 'listen_addresses=127.0.0.1']
      : ['listen_addresses=', `unix_socket_directories=${listenAddress.socketDir}`, 'unix_socket_permissions=0700']),
    ...(durable
      ? [`shared_buffers=${buffersOf(memory)}MB`, `effective_cache_size=${Math.floor(memory / 2 / MB)}MB`]
      : ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off']),
  ];
}

/** An eighth of it: the desk runs beside it, and perhaps much else. */
const buffersOf = (memory: number): number =>
  Math.max(LEAST_BUFFERS, Math.min(MOST_BUFFERS, Math.floor(memory / 8 / MB)));
