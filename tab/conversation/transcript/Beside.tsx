import { useState } from 'react';
import { Button, mergeClasses } from '@fluentui/react-components';
import { ArrowForwardRegular, ShieldRegular, SparkleRegular } from '@fluentui/react-icons';
import type { Message } from '../../../src/contract/api';
import { clockWords } from '../../words/times';
import { useLocale } from '../../parts/you';
import { useBesideStyles } from './Beside.styles';
import { Words } from './Words';
import { transcriptWords } from '../../words/transcript';

/** What came before the words: a quote, or that they are somebody else's. */
export function Above({ message, onJump }: { message: Message; onJump: (seq: number) => void }) {
  const { quote, forwarded } = message;
  const styles = useBesideStyles();
  return (
    <>
      {forwarded && (
        <div className={styles.label} data-testid="forwarded">
          <ArrowForwardRegular aria-hidden /> {transcriptWords.message.forwarded}
        </div>
      )}
      {quote && <Quoted quote={quote} onJump={onJump} />}
    </>
  );
}

function Quoted({ quote, onJump }: { quote: NonNullable<Message['quote']>; onJump: (seq: number) => void }) {
  const styles = useBesideStyles();
  const { seq, author, text } = quote;
  const words = (
    <>
      {author && <bdi className={styles.by}>{author}</bdi>}
      <span className={mergeClasses(styles.said, seq !== null && styles.few)} dir="auto">
        {text}
      </span>
    </>
  );
  if (seq === null) {
    return (
      <blockquote className={styles.quote} data-testid="quote">
        {words}
      </blockquote>
    );
  }
  return (
    <blockquote className={styles.quote} data-testid="quote">
      <button
        type="button"
        className={styles.jump}
        onClick={() => onJump(seq)}
        title={transcriptWords.message.showQuoted}
      >
        {words}
      </button>
    </blockquote>
  );
}

/** What hangs below the words: what was entered on a card, sources, labels. */
export function Below({ message }: { message: Message }) {
  const styles = useBesideStyles();
  const { answers, citations, aiGenerated, sensitivity } = message;
  return (
    <>
      {answers.length > 0 && (
        <dl className={styles.answers} data-testid="answers">
          {answers.map(({ label, value }, index) => (
            <div key={index} className={styles.answer}>
              <dt className={styles.term}>
                <bdi>{label}</bdi>
              </dt>
              <dd className={styles.value} dir="auto">
                {value || '–'}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {citations.length > 0 && (
        <ol className={styles.sources} aria-label={transcriptWords.message.sources} data-testid="sources">
          {citations.map(({ position, name, url, abstract }) => (
            <li key={position} value={position} title={abstract ?? undefined}>
              {url ? (
                <a href={url} target="_blank" rel="noopener noreferrer" className={styles.link}>
                  {transcriptWords.message.linkTo({ label: name, host: hostOf(url) })}
                </a>
              ) : (
                name
              )}
            </li>
          ))}
        </ol>
      )}
      {(aiGenerated || sensitivity) && (
        <div className={styles.labels}>
          {aiGenerated && (
            <span className={styles.label} data-testid="ai-label">
              <SparkleRegular aria-hidden /> {transcriptWords.message.aiGenerated}
            </span>
          )}
          {sensitivity && (
            <span className={styles.label} data-testid="sensitivity">
              <ShieldRegular aria-hidden /> {sensitivity}
            </span>
          )}
        </div>
      )}
    </>
  );
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

/** What a message said before; managers see it, on demand. */
export function Earlier({ items }: { items: Message['earlier'] }) {
  const styles = useBesideStyles();
  const locale = useLocale();
  const [isOpen, setOpen] = useState(false);
  if (items.length === 0) return null;
  return (
    <>
      <Button
        size="small"
        appearance="transparent"
        className={styles.toggle}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        data-testid="earlier"
      >
        {isOpen ? transcriptWords.message.hideEarlier : transcriptWords.message.earlier}
      </Button>
      {isOpen && (
        <ol className={styles.earlier}>
          {items.map(({ text, at }, index) => (
            <li key={index}>
              <span className={mergeClasses(styles.term)}>
                {transcriptWords.message.until({ time: clockWords(at, locale) })}
              </span>
              <Words text={text} format="plain" />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
