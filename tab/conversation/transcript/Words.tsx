import { useEffect, useState } from 'react';
import { mergeClasses } from '@fluentui/react-components';
import { useWordsStyles } from './Words.styles';

let toHtml: ((text: string) => string) | null = null;
const loading = () => import('./markdown').then(({ markdownToHtml }) => (toHtml = markdownToHtml));

/** A message's words: plain as written, or a bot's Markdown once its renderer is here. */
export function Words({ text, format }: { text: string; format: 'plain' | 'markdown' }) {
  const styles = useWordsStyles();
  const [, setReady] = useState(toHtml !== null);
  const needsRenderer = format === 'markdown' && toHtml === null;
  useEffect(() => {
    if (!needsRenderer) return;
    let current = true;
    // Without the renderer the words stay readable as they are.
    loading().then(
      () => current && setReady(true),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [needsRenderer]);
  if (format === 'plain' || toHtml === null)
    return (
      <div className={mergeClasses(styles.words, styles.plain)} dir="auto">
        {text}
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
