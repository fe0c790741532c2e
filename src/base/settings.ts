/** Reads single settings and remembers every one that is missing or wrong, with its remedy. Pure. */
import { z } from 'zod';

export interface SettingProblem {
  name: string;
  problem: string;
  remedy: string;
}

export type Environment = Record<string, string | undefined>;

/** Microsoft's ids look like UUIDs, but not all of them are. */
const Guid = z.guid();
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i;

export function isGuid(text: string): boolean {
  return Guid.safeParse(text).success;
}

/** Whether a host name always means this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

export class Settings {
  readonly problems: SettingProblem[] = [];

  constructor(private readonly env: Environment) {}

  /** The trimmed text, or null when the setting is absent or empty. */
  text(name: string): string | null {
    return this.env[name]?.trim() || null;
  }

  wrong(name: string, problem: string, remedy: string): void {
    this.problems.push({ name, problem, remedy });
  }

  /** The fallback; null means the setting has none and must be given. */
  private absent(name: string, fallback: string | null, remedy: string): string {
    if (fallback === null) this.wrong(name, 'is missing', remedy);
    return fallback ?? '';
  }

  required(name: string, fallback: string | null, remedy: string): string {
    return this.text(name) ?? this.absent(name, fallback, remedy);
  }

  guid(name: string, fallback: string | null, remedy: string): string {
    const value = this.text(name);
    if (value === null) return this.absent(name, fallback, remedy);
    if (!isGuid(value)) this.wrong(name, `is not an id like 00000000-0000-0000-0000-000000000000: "${value}"`, remedy);
    return value.toLowerCase();
  }

  /** One of a few words, in any case. */
  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const value = this.text(name);
    if (value === null) return fallback;
    const found = choices.find((choice) => choice.toLowerCase() === value.toLowerCase());
    if (found === undefined) this.wrong(name, `is "${value}"`, `Use one of: ${choices.join(', ')}.`);
    return found ?? fallback;
  }

  flag(name: string, fallback: boolean): boolean {
    return this.choice(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
  }

  port(name: string, fallback: number): number {
    return this.whole(name, fallback, { least: 1, most: 65_535, what: 'a port' });
  }

  whole(
    name: string,
    fallback: number,
    { least, most, what = 'such a number' }: { least: number; most: number; what?: string },
  ): number {
    const value = this.text(name);
    if (value === null) return fallback;
    const number = Number(value);
    if (/^\d{1,9}$/.test(value) && number >= least && number <= most) return number;
    this.wrong(
      name,
      `is not ${what}: "${value}"`,
      `Use a whole number from ${least} to ${most}, or leave it out for ${fallback}.`,
    );
    return fallback;
  }

  /** An address without its trailing slash; https, or http to this machine. */
  url(name: string, fallback: string | null, remedy: string): string {
    const value = this.text(name);
    if (value === null) return this.absent(name, fallback, remedy);
    if (!URL.canParse(value)) {
      this.wrong(name, `is not an address: "${value}"`, remedy);
      return '';
    }
    const url = new URL(value);
    const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
    if (url.username || url.password) {
      this.wrong(name, 'carries a user name or password', remedy);
      return '';
    }
    if (!safe) this.wrong(name, `is not https: "${value}"`, `${remedy} Plain http is accepted for this machine only.`);
    return value.replace(/\/+$/, '');
  }

  /** Words between commas, without blanks and doubles, in lower case. */
  list(name: string, valid: (item: string) => boolean, remedy: string): string[] {
    const items = (this.text(name) ?? '')
      .split(',')
      .map((item) => item.trim().toLowerCase())
      .filter((item) => item !== '');
    const bad = items.filter((item) => !valid(item));
    if (bad.length > 0) this.wrong(name, `contains ${bad.map((item) => `"${item}"`).join(', ')}`, remedy);
    return [...new Set(items)];
  }
}
