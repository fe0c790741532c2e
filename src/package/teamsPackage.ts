/** What is uploaded to Teams: a manifest filled from its template, and icons, everything checked offline. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TeamsManifest } from '@microsoft/app-manifest';
import { zipSync } from 'fflate';
import { PNG, type PNGWithMetadata } from 'pngjs';
import { reasonOf } from '../base/errors';

const SOURCE = join(__dirname, '..', '..', 'appPackage');

/** What the placeholders in a manifest stand for. */
export type Values = Partial<Record<string, string>>;
export type Files = Record<string, Uint8Array>;
export interface Complaint {
  problem: string;
  remedy: string;
}

/** Replaces `${{NAME}}`; a name nobody knows stays, and is complained about later. */
export function fillManifest(template: string, values: Values): string {
  return template.replace(/\$\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    const value = values[name];
    return value === undefined ? placeholder : JSON.stringify(value).slice(1, -1);
  });
}

/** Everything Teams would refuse, and a few things it would only show badly. */
export async function checkPackage(
  files: Files,
  options: { forStore: boolean } = { forStore: true },
): Promise<Complaint[]> {
  const text = files['manifest.json'] && Buffer.from(files['manifest.json']).toString('utf8');
  if (!text) return [{ problem: 'There is no manifest.json.', remedy: 'Put it into appPackage/.' }];
  let manifest: TeamsManifest;
  try {
    manifest = JSON.parse(text) as TeamsManifest;
  } catch (error) {
    return [{ problem: `manifest.json is not JSON: ${reasonOf(error)}`, remedy: 'Repair the place it names.' }];
  }
  return [
    ...checkPlaceholders(text),
    ...(await checkSchema(manifest)),
    ...(options.forStore ? checkNames(manifest) : []),
    ...checkAddresses(text),
    ...checkFiles(manifest, files),
    ...checkColor(files['color.png']),
    ...checkOutline(files['outline.png']),
  ];
}

/** Reproducible: the same files make the same bytes. */
export function zip(files: Files): Uint8Array {
  const names = Object.keys(files).sort();
  // The format keeps local time: a local date is the same in every time zone.
  const mtime = new Date(2000, 0, 1);
  return zipSync(Object.fromEntries(names.map((name) => [name, [files[name] ?? new Uint8Array(), { mtime }]])), {
    level: 9,
  });
}

function checkPlaceholders(text: string): Complaint[] {
  const names = new Set([...text.matchAll(/\$\{\{[^}]*\}\}/g)].map(([placeholder]) => placeholder));
  return [...names].map((name) => ({
    problem: `manifest.json still contains ${name}.`,
    remedy: 'Use a placeholder that is filled, or write the value.',
  }));
}

/** Only schemas that come with the validator are used: one it lacks would be fetched. */
async function checkSchema(manifest: TeamsManifest): Promise<Complaint[]> {
  const { $schema: schema, manifestVersion } = manifest as { $schema?: string; manifestVersion?: string };
  const expected = `https://developer.microsoft.com/en-us/json-schemas/teams/v${manifestVersion}/MicrosoftTeams.schema.json`;
  if (schema !== expected || !/^1\.\d+$/.test(manifestVersion ?? '')) {
    const remedy = 'Use a released version such as 1.25 in both, and no preview.';
    return [{ problem: '$schema and manifestVersion do not name the same released schema.', remedy }];
  }
  // Loaded when it is wanted: its schemas are large, and a server that packs nothing carries none of them.
  const { AppManifestUtils } = await import('@microsoft/app-manifest');
  const found = await AppManifestUtils.validateAgainstSchema(manifest);
  return found.map((problem) => ({
    problem: `manifest.json: ${problem.trim()}`,
    remedy: 'Compare the place it names with the schema of this manifest version.',
  }));
}

const RESERVED = /\b(teams|microsoft|chat|help|activity|calendar|calls|files|meetings?|beta|test|app)\b/i;

function checkNames({ name }: TeamsManifest): Complaint[] {
  const { short = '', full = '' } = (name ?? {}) as { short?: string; full?: string };
  return [short, full].flatMap((text) => {
    const word = RESERVED.exec(text)?.[0];
    return word
      ? [{ problem: `The name "${text}" contains "${word}".`, remedy: 'Leave the word out: the store refuses it.' }]
      : [];
  });
}

function checkAddresses(text: string): Complaint[] {
  const addresses = [...text.matchAll(/"(http:\/\/[^"]*)"/g)].map(([, address]) => address);
  return addresses.map((address) => ({
    problem: `${address} is not https.`,
    remedy: 'Set PUBLIC_URL to an https address.',
  }));
}

function checkFiles({ icons }: TeamsManifest, files: Files): Complaint[] {
  const { color, outline } = (icons ?? {}) as { color?: string; outline?: string };
  const named = new Set(['manifest.json', ...[color, outline].filter((name) => name !== undefined)]);
  const missing = [...named].filter((name) => !files[name]);
  const unknown = Object.keys(files).filter((name) => !named.has(name));
  return [
    ...missing.map((name) => ({ problem: `${name} is named but missing.`, remedy: `Put it into appPackage/.` })),
    ...unknown.map((name) => ({
      problem: `${name} belongs to no part of the manifest.`,
      remedy: 'Leave it out: Teams refuses packages with other files.',
    })),
  ];
}

function checkColor(file: Uint8Array | undefined): Complaint[] {
  return file ? checkSize('color.png', readPng(file), 192) : [];
}

function checkOutline(file: Uint8Array | undefined): Complaint[] {
  if (!file) return [];
  const png = readPng(file);
  const size = checkSize('outline.png', png, 32);
  if (!png || size.length > 0) return size;
  const remedy = 'Save it as a 32-bit PNG: white lines on a transparent ground.';
  if (!png.alpha) return [{ problem: 'outline.png has no transparency.', remedy }];
  const pixels = Array.from({ length: png.width * png.height }, (_, i) => png.data.subarray(i * 4, i * 4 + 4));
  const clear = pixels.filter(([, , , alpha]) => alpha === 0).length;
  const tinted = pixels.some(
    ([red = 0, green = 0, blue = 0, alpha = 0]) => alpha > 0 && Math.min(red, green, blue) < 250,
  );
  if (clear === 0) return [{ problem: 'outline.png has no transparent pixel.', remedy }];
  if (clear === pixels.length) return [{ problem: 'outline.png shows nothing.', remedy }];
  return tinted ? [{ problem: 'outline.png has colours besides white.', remedy }] : [];
}

function checkSize(name: string, png: PNGWithMetadata | null, side: number): Complaint[] {
  if (!png) return [{ problem: `${name} is not a PNG.`, remedy: 'Save it as PNG.' }];
  if (png.width === side && png.height === side) return [];
  const problem = `${name} is ${png.width} × ${png.height} pixels.`;
  return [{ problem, remedy: `Draw it with ${side} × ${side} pixels.` }];
}

/** Null when it is none. */
function readPng(file: Uint8Array): PNGWithMetadata | null {
  try {
    return PNG.sync.read(Buffer.from(file));
  } catch {
    return null; // whatever is wrong with it, Teams could not show it either
  }
}

/** @param template a manifest's name in `appPackage/` */
export function readFiles(values: Values, template = 'manifest.json', source = SOURCE): Files {
  return {
    'manifest.json': Buffer.from(fillManifest(readFileSync(join(source, template), 'utf8'), values)),
    'color.png': readFileSync(join(source, 'color.png')),
    'outline.png': readFileSync(join(source, 'outline.png')),
  };
}
