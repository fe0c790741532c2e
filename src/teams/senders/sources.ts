/** A bot's sources and labels as the one entity Teams reads them from. Pure. */
import type { Entity } from 'botbuilder';
import { clip } from '../../cards/text/escape';
import type { Citation, Message } from '../../domain/message';

/** Teams' limits; it refuses the whole message beyond them. */
const MOST = 20;
const NAME = 80;
const ABSTRACT = 160;

/** Null for a message without any of it. */
export function sourcesOf({ citations = [], aiGenerated, sensitivity }: Message['extras']): Entity | null {
  if (citations.length === 0 && !aiGenerated && !sensitivity) return null;
  return {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    ...(aiGenerated && { additionalType: ['AIGeneratedContent'] }),
    ...(citations.length > 0 && { citation: citations.slice(0, MOST).map(claim) }),
    ...(sensitivity && {
      usageInfo: {
        '@type': 'CreativeWork',
        '@id': '',
        name: clip(sensitivity.name, NAME),
        ...(sensitivity.description && { description: clip(sensitivity.description, ABSTRACT) }),
      },
    }),
  };
}

function claim({ position, name, url, abstract }: Citation) {
  return {
    '@type': 'Claim',
    position,
    appearance: {
      '@type': 'DigitalDocument',
      name: clip(name, NAME),
      ...(url !== null && { url }),
      abstract: clip(abstract ?? name, ABSTRACT),
      image: { '@type': 'ImageObject', name: iconOf(name) },
    },
  };
}

/** Of the few pictures Teams has for a source. */
const ICONS: readonly (readonly [RegExp, string])[] = [
  [/\.docx?$/i, 'Microsoft Word'],
  [/\.xlsx?$/i, 'Microsoft Excel'],
  [/\.pptx?$/i, 'Microsoft PowerPoint'],
  [/\.pdf$/i, 'PDF'],
  [/\.(png|jpe?g|webp|svg)$/i, 'Image'],
  [/\.zip$/i, 'ZIP'],
];

function iconOf(name: string): string {
  return ICONS.find(([ending]) => ending.test(name))?.[1] ?? 'Text';
}

/** Teams shows a source only where the words name its place: `[^1^]` is `[1]`, and what nobody named stands at the end. */
export function withPlaces(text: string, citations: readonly Citation[] = []): string {
  if (citations.length === 0) return text;
  const marked = text.replace(/\[\^(\d{1,3})\^?\]/g, '[$1]');
  const unnamed = citations.slice(0, MOST).filter(({ position }) => !marked.includes(`[${position}]`));
  return unnamed.length === 0 ? marked : `${marked} ${unnamed.map(({ position }) => `[${position}]`).join(' ')}`;
}
