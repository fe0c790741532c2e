import { useEffect, useState } from 'react';
import { mergeClasses } from '@fluentui/react-components';
import type { Piece } from './links';
import { transcriptWords } from '../../words/transcript';
import { useWordsStyles } from './Words.styles';

let toHtml: ((text: string) => string) | null = null;
let toPieces: ((text: string) => Piece[]) | null = null;
const loadMarkdown = () => import('./markdown').then(({ markdownToHtml }) => (toHtml = markdownToHtml));
const loadLinks = () => import('./links').then(({ linkPieces }) => (toPieces = linkPieces));

/** Whether words may hold an address; most do not, and need nothing loaded. */
const mayLink = (text: string): boolean => /:\/\/|www\.|@|\w\.\w/i.test(text);

/** A message's words: plain as written with their links, or a bot's Markdown once its renderer is here. */
export function Words({ text, format }: { text: string; format: 'plain' | 'markdown' }) {
  const styles = useWordsStyles();
  const [, setReady] = useState(0);
  const needsRenderer = format === 'markdown' ? toHtml === null : toPieces === null && mayLink(text);
  useEffect(() => {
    if (!needsRenderer) return;
    let current = true;
    // Without the renderer the words stay readable as they are.
    const loading = format === 'markdown' ? loadMarkdown() : loadLinks();
    loading.then(
      () => current && setReady((times) => times + 1),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [needsRenderer, format]);
  if (format === 'plain' || toHtml === null)
    return (
      <div className={mergeClasses(styles.words, styles.plain)} dir="auto">
        {format === 'plain' && toPieces && mayLink(text) ? toPieces(text).map(showPiece) : text}
      </div>
    );
  return (
    <div
      className={mergeClasses(styles.words, styles.markdown)}
      dir="auto"
      dangerouslySetInnerHTML={{ __html: toHtml(text) }}
    />
  );
}

const showPiece = ({ text, href, host }: Piece, index: number) =>
  href === null ? (
    text
  ) : (
    <a key={index} href={href} target="_blank" rel="noopener noreferrer">
      {host ? transcriptWords.message.linkTo({ label: text, host }) : text}
    </a>
  );
