import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { SandboxMessage } from '../../state/contract';
import { groupsOf } from './signs';

const useStyles = makeStyles({
  reactions: { display: 'flex', flexWrap: 'wrap', gap: '4px', margin: '2px 0 0', padding: 0, listStyleType: 'none' },
  reaction: {
    display: 'block',
    padding: '0 8px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '22px',
  },
  mine: {
    border: `1px solid ${tokens.colorBrandStroke1}`,
    cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
});

interface Props extends Pick<SandboxMessage, 'reactions'> {
  /** Who is looking, where they may react. */
  personId?: string;
  onTakeBack?: (type: string) => void;
}

/** The signs under a message, each with whose it is; one's own can be taken back. */
export function Reactions({ reactions, personId, onTakeBack }: Props) {
  const styles = useStyles();
  const groups = groupsOf(reactions, personId ?? null);
  if (groups.length === 0) return null;
  return (
    <ul className={styles.reactions} aria-label="Reactions" data-testid="chat-reactions">
      {groups.map(({ type, sign, names, mine }) => {
        const words = names.join(', ');
        const shown = names.length > 1 ? `${sign} ${names.length}` : sign;
        return (
          <li key={type}>
            {mine && onTakeBack ? (
              <button
                type="button"
                className={mergeClasses(styles.reaction, styles.mine)}
                title={words}
                aria-label={`${sign} ${words}: take yours back`}
                onClick={() => onTakeBack(type)}
              >
                {shown}
              </button>
            ) : (
              <span className={styles.reaction} title={words} role="img" aria-label={`${sign} ${words}`}>
                {shown}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
