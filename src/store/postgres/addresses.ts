/**
 * Where PostgreSQL may be: one address, or several with commas between them, of which one writes at a time
 * (`postgres://desk@a:5432,b:5432/desk`). All connections of a process go to the same one, until it fails them.
 */
import { Client, type ClientConfig } from 'pg';
import { OnlyReads } from './away';

/** Of several addresses one may be a machine that is gone, which never answers. */
const CONNECT_MS = { one: 10_000, several: 3_000 };

export class Addresses {
  private readonly urls: readonly string[];
  private at = 0;
  private readonly open = new Map<Client, string>();

  constructor(url: string) {
    this.urls = urlsOf(url);
  }

  get count(): number {
    return this.urls.length;
  }

  get current(): string {
    return this.urls[this.at] ?? '';
  }

  /** Moves on, unless somebody else already has. */
  leave(url: string): void {
    if (url === this.current) this.at = (this.at + 1) % this.urls.length;
  }

  /** The address this connection goes to does not write. */
  leaveWhere(client: Client): void {
    this.leave(this.open.get(client) ?? '');
  }

  /** Breaks connections to other addresses: to a machine that vanished they would hang until TCP gives up. */
  breakOthers(): void {
    for (const [client, url] of this.open) if (url !== this.current) cut(client);
  }

  /** As `pg` wants it: a client that goes to the current address, and moves on when that fails. */
  get Client(): new (config?: ClientConfig) => Client {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the class below has a `this` of its own
    const addresses = this;
    return class extends Client {
      constructor(config: ClientConfig = {}) {
        const url = addresses.current;
        super({
          ...config,
          connectionString: url,
          connectionTimeoutMillis: addresses.count > 1 ? CONNECT_MS.several : CONNECT_MS.one,
        });
        addresses.open.set(this, url);
        this.once('end', () => addresses.open.delete(this));
        // Whoever asks it hears of it too; unheard, a connection that breaks would end the process.
        this.on('error', () => undefined);
      }

      override connect(): Promise<Client>;
      override connect(callback: (error: Error) => void): void;
      override connect(callback?: (error: Error) => void): Promise<Client> | void {
        if (!callback) {
          return new Promise((resolve, reject) => {
            this.connect((error: Error | null) => (error ? reject(error) : resolve(this)));
          });
        }
        super.connect((error: Error | null) => {
          if (error) {
            addresses.leaveWhere(this);
            addresses.open.delete(this);
          }
          callback(error as Error);
        });
      }
    };
  }
}

/** Rejects on a standby, and on a server set to read only. */
export async function requireWritable(client: Pick<Client, 'query'>): Promise<void> {
  const { rows } = await client.query<{ transaction_read_only: string }>('show transaction_read_only');
  if (rows[0]?.transaction_read_only === 'on') throw new OnlyReads();
}

/** A connection to the address that writes; each is tried once. */
export async function connectWritable(addresses: Addresses, config: ClientConfig): Promise<Client> {
  for (let tries = 1; ; tries += 1) {
    const client = new addresses.Client(config);
    try {
      await client.connect();
      await requireWritable(client);
      return client;
    } catch (error) {
      addresses.leaveWhere(client);
      await client.end().catch(() => undefined);
      if (tries >= addresses.count) throw error;
    }
  }
}

function urlsOf(url: string): string[] {
  const [, scheme = '', authority = '', rest = ''] = /^([a-z]+:\/\/)([^/?#]*)(.*)$/s.exec(url) ?? [];
  const at = authority.lastIndexOf('@') + 1;
  const hosts = authority.slice(at).split(',');
  if (hosts.length < 2) return [url];
  return hosts.map((host) => `${scheme}${authority.slice(0, at)}${host}${rest}`);
}

/** Ending it would wait for what is under way. Not among the public types of `pg`. */
function cut(client: Client): void {
  const { connection } = client as { connection?: { stream?: { destroy?: () => void } } };
  connection?.stream?.destroy?.();
}
