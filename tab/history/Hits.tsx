import type { JSX } from 'react';
import type { SearchHit } from '../../src/contract/api';
import { jumpTo } from '../desk/jump';
import { historyWords } from '../words/history';
import { useHistoryStyles } from './History.styles';

interface HitsProps {
  escalationId: string;
  hits: readonly SearchHit[];
  onOpen: (escalationId: string, compose?: boolean) => void;
}

/** The lines a search found; a press opens the chat at the line. */
export function Hits({ escalationId, hits, onOpen }: HitsProps) {
  const styles = useHistoryStyles();
  // Names and topics are in the row already.
  const shown = hits.filter(({ where }) => where !== 'name');
  if (shown.length === 0) return null;
  return (
    <ul className={styles.hits} data-testid="hits">
      {shown.map((hit, n) => (
        <li key={n} className={styles.hit}>
          {hit.seq === null ? (
            <Line hit={hit} />
          ) : (
            <button
              type="button"
              className={styles.hitButton}
              title={historyWords.goToHit}
              onClick={() => {
                jumpTo(escalationId, hit.seq ?? 0);
                onOpen(escalationId, false);
              }}
              data-testid="hit"
              data-seq={hit.seq}
            >
              <Line hit={hit} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Line({ hit: { where, label, text, ranges } }: { hit: SearchHit }) {
  const styles = useHistoryStyles();
  const kind = historyWords.hitIn[where];
  // Only the name goes its own way: what stands around it stays in the line.
  const by =
    label === null
      ? historyWords.hitOf({ where: kind })
      : historyWords.hitBy({ where: kind, label: <bdi>{label}</bdi> });
  return (
    <>
      <span className={styles.hitBy}>{by}</span>
      <bdi>{marked(text, ranges, styles.mark)}</bdi>
    </>
  );
}

function marked(text: string, ranges: SearchHit['ranges'], className: string) {
  const parts: (string | JSX.Element)[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    parts.push(
      text.slice(at, from),
      <mark key={from} className={className}>
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return [...parts, text.slice(at)];
}
