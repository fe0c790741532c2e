import { Fragment } from 'react';
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { keyboardWords } from '../words/keyboard';
import { isMac } from './isMac';
import { keyNames } from './keyNames';

const useStyles = makeStyles({
  keys: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    alignItems: 'baseline',
    gap: tokens.spacingHorizontalXS,
    flexShrink: 0,
    fontSize: tokens.fontSizeBase200,
  },
  chord: { display: 'inline-flex', gap: '2px', whiteSpace: 'nowrap' },
  key: {
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusSmall,
    padding: '0 5px',
    minWidth: '12px',
    textAlign: 'center',
  },
});

/** Each way to press it. */
export function Keys({ keys, className }: { keys: readonly string[]; className?: string }) {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.keys, className)}>
      {keys.map((each, at) => (
        <Fragment key={each}>
          {at > 0 && <span>{keyboardWords.or}</span>}
          <span className={styles.chord}>
            {keyNames(each, isMac()).map((name) => (
              <kbd key={name} className={styles.key}>
                {name}
              </kbd>
            ))}
          </span>
        </Fragment>
      ))}
    </span>
  );
}
