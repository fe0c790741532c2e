import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Sideways } from '../parts/Sideways';
import { jumpTo } from './parts/jumpTo';
import { settingsWords } from '../words/settings/common';

const useStyles = makeStyles({
  nav: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  list: {
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    margin: 0,
    padding: `${tokens.spacingVerticalXS} 0`,
    listStyleType: 'none',
  },
  link: { whiteSpace: 'nowrap', minWidth: 'auto' },
});

interface SectionNavProps {
  sections: readonly { id: string; title: string }[];
}

/** The sections of Settings, to jump to: the heading has the focus then. */
export function SectionNav({ sections }: SectionNavProps) {
  const styles = useStyles();
  return (
    <nav className={styles.nav} aria-label={settingsWords.sections} data-stays-above data-testid="settings-nav">
      <Sideways>
        <ul className={styles.list}>
          {sections.map(({ id, title }) => (
            <li key={id}>
              <Button
                size="small"
                appearance="subtle"
                className={styles.link}
                onClick={() => jumpTo(id)}
                data-section={id}
              >
                {title}
              </Button>
            </li>
          ))}
        </ul>
      </Sideways>
    </nav>
  );
}
