import { Link } from '@fluentui/react-components';
import { failureWords } from '../../words/failures';
import { useFailureStyles } from './Failures.styles';
import type { Shows } from './useFailures';

export interface OpensProps {
  /** Of what. */
  name: string;
  shows: Shows;
  onHistory: (shows: Shows) => void;
}

/** Words with a number that open what it counts. */
export function Opens({
  name,
  words,
  title,
  shows,
  onHistory,
  className,
}: OpensProps & { words: string; title?: string; className?: string }) {
  const styles = useFailureStyles();
  return (
    <Link
      as="button"
      className={className ?? styles.small}
      aria-label={failureWords.openHistory({ name, words })}
      title={title}
      onClick={() => onHistory(shows)}
    >
      {words}
    </Link>
  );
}
