import { makeStyles, tokens } from '@fluentui/react-components';
import type { SandboxMessage } from '../../state/contract';

const useStyles = makeStyles({
  reactions: { display: 'flex', gap: '4px', marginTop: '2px' },
  reaction: {
    padding: '0 6px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground3,
    fontSize: tokens.fontSizeBase200,
  },
});

/** Teams' own six and what the desk's bot uses; others show by the character their id begins with. */
const SIGNS: Readonly<Record<string, string>> = {
  like: '👍',
  heart: '❤️',
  laugh: '😆',
  surprised: '😮',
  sad: '😢',
  angry: '😡',
};

function signOf(type: string): string {
  const code = Number.parseInt(/^[0-9a-f]+(?=[-_])/.exec(type)?.[0] ?? '', 16);
  return SIGNS[type] ?? (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '🙂');
}

/** The signs under a message, each with whose it is. */
export function Reactions({ reactions = [] }: Pick<SandboxMessage, 'reactions'>) {
  const styles = useStyles();
  if (reactions.length === 0) return null;
  return (
    <div className={styles.reactions}>
      {reactions.map(({ type, from }) => (
        <span key={`${type} ${from.id}`} className={styles.reaction} title={from.name}>
          {signOf(type)}
        </span>
      ))}
    </div>
  );
}
