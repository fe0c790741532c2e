import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { takenWords } from '../words/taken';
import { FileName } from './files/FileTile';
import type { Unsent } from './UnsentDialog';

const useStyles = makeStyles({
  words: {
    margin: 0,
    padding: tokens.spacingHorizontalS,
    textAlign: 'start',
    maxHeight: '20vh',
    overflowY: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  // One of several chats: what it is about, not all of it.
  few: { maxHeight: '4.5em' },
  kind: { fontWeight: tokens.fontWeightSemibold },
});

/** What was written and not sent, to be recognised. */
export function UnsentWords({ unsent, few = false }: { unsent: Unsent; few?: boolean }) {
  const styles = useStyles();
  const shown = [
    ...unsent.outgoing.map(({ clientMessageId: key, kind, text, files = [] }) => ({ key, kind, text, files })),
    ...unsent.written.map((one) => ({ key: one.kind, ...one })),
  ];
  return shown.map(({ key, kind, text, files }) => (
    <div key={key}>
      <div className={styles.kind}>{takenWords.unsent[kind]}</div>
      {text && (
        // Long words scroll, with the keyboard as well.
        <p className={mergeClasses(styles.words, few && styles.few)} dir="auto" tabIndex={0}>
          {text}
        </p>
      )}
      {files.map(({ name }, at) => (
        <FileName key={at} name={name} />
      ))}
    </div>
  ));
}
