import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { Shield16Regular } from '@fluentui/react-icons/svg/shield';
import { Sparkle16Regular } from '@fluentui/react-icons/svg/sparkle';
import type { SandboxMessage } from '../../state/contract';
import { labelsOf } from './sources';

const useStyles = makeStyles({
  sources: {
    margin: '6px 0 0',
    padding: '6px 0 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    listStyleType: 'none',
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  labels: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 12px',
    marginTop: '4px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  label: { display: 'inline-flex', alignItems: 'center', gap: '4px' },
});

/** Under a bot's words, what Teams shows of its sources and labels. */
export function Sources({ message }: { message: Pick<SandboxMessage, 'entities'> }) {
  const styles = useStyles();
  const { sources, isAi, sensitivity } = labelsOf(message);
  return (
    <>
      {sources.length > 0 && (
        <ol className={styles.sources} aria-label="Sources" data-testid="chat-sources">
          {sources.map(({ position, name, url, abstract }) => (
            <li key={position} value={position} title={abstract || undefined}>
              {position}{' '}
              {url ? (
                <Link href={url} target="_blank" rel="noopener noreferrer" inline>
                  {name}
                </Link>
              ) : (
                name
              )}
            </li>
          ))}
        </ol>
      )}
      {(isAi || sensitivity) && (
        <div className={styles.labels}>
          {isAi && (
            <span className={styles.label}>
              <Sparkle16Regular aria-hidden /> AI generated
            </span>
          )}
          {sensitivity && (
            <span className={styles.label} title={sensitivity.description || undefined}>
              <Shield16Regular aria-hidden /> {sensitivity.name}
            </span>
          )}
        </div>
      )}
    </>
  );
}
