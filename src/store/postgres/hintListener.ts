/**
 * The process's one LISTEN connection. It also carries the instance's lock, so a process
 * that hears no hints also counts as dead. A hint may be lost while reconnecting: `onReconnect` says so.
 */
import { EventEmitter } from 'node:events';
import type { Client } from 'pg';
import type { Log } from '../../base/log';
import { Addresses, connectWritable } from './addresses';
import { type Hint, HINTS } from './db';
import { type Instance, enlist, reenlist } from './instances';

const RETRY_MS = 1_000;
const PROBE_MS = 15_000;

export class HintListener {
  private readonly events = new EventEmitter().setMaxListeners(0);
  private client: Client | null = null;
  private retry: NodeJS.Timeout | null = null;
  private probe: NodeJS.Timeout | null = null;
  private stopped = false;
  private enlisted: Instance | null = null;

  private readonly addresses: Addresses;

  /** @param at the database's own address, or addresses shared with others who go there: no pooler keeps a session */
  constructor(
    at: string | Addresses,
    private readonly log: Log,
  ) {
    this.addresses = typeof at === 'string' ? new Addresses(at) : at;
  }

  /** This process's number; known once started. */
  get instance(): Instance {
    if (!this.enlisted) throw new Error('Hints must be started first.');
    return this.enlisted;
  }

  /** Calls the listener with every hint of every process, this one included; returns how to stop. */
  on(listener: (hint: Hint) => void): () => void {
    this.events.on('hint', listener);
    return () => this.events.off('hint', listener);
  }

  /** Hints may have been missed: look at the truth again. */
  onReconnect(listener: () => void): () => void {
    this.events.on('reconnect', listener);
    return () => this.events.off('reconnect', listener);
  }

  async start(): Promise<void> {
    await this.connect();
    // A half-open TCP connection never errors by itself; asking finds it.
    this.probe = setInterval(() => void this.check(), PROBE_MS).unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.retry) clearTimeout(this.retry);
    if (this.probe) clearInterval(this.probe);
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = await connectWritable(this.addresses, {
      application_name: 'handoff-desk hints',
      query_timeout: 10_000,
      keepAlive: true,
    });
    // Whoever else goes there and hangs on a machine that is gone finds out by this.
    this.addresses.breakOthers();
    client.on('notification', ({ payload }) => this.heard(payload));
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    try {
      await client.query(`listen ${HINTS}`);
      if (this.enlisted) await reenlist(client, this.enlisted);
      else this.enlisted = await enlist(client);
      this.client = client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  private heard(payload: string | undefined): void {
    if (!payload) return;
    try {
      for (const hint of JSON.parse(payload) as Hint[]) this.events.emit('hint', hint);
    } catch (error) {
      this.log.warn('hints.unreadable', { err: error });
    }
  }

  private lost(client: Client): void {
    if (this.stopped || this.client !== client) return;
    this.client = null;
    this.log.warn('hints.connection_lost');
    this.again();
  }

  private again(): void {
    this.retry = setTimeout(() => {
      this.connect().then(
        () => this.events.emit('reconnect'),
        (error: unknown) => {
          this.log.warn('hints.reconnect_failed', { err: error });
          if (!this.stopped) this.again();
        },
      );
    }, RETRY_MS).unref();
  }

  private async check(): Promise<void> {
    const client = this.client;
    if (!client) return;
    try {
      await client.query('select 1');
    } catch {
      this.lost(client);
      await client.end().catch(() => undefined);
    }
  }
}
