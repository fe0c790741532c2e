import {
  Avatar,
  Button,
  makeStyles,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import type { SandboxPerson } from '../../state/contract';

const ROLES: Record<SandboxPerson['role'], string> = { customer: 'Customer', agent: 'Agent', manager: 'Manager' };

const useStyles = makeStyles({
  button: {
    minWidth: 0,
    maxWidth: '100%',
    padding: '4px 8px',
    gap: '8px',
    justifyContent: 'flex-start',
    border: 'none',
    backgroundColor: 'transparent',
  },
  unseen: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  words: { minWidth: 0, textAlign: 'start', lineHeight: tokens.lineHeightBase200 },
  name: {
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
  },
  role: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground2,
  },
  chevron: { flexShrink: 0 },
  list: { maxWidth: 'min(360px, calc(100vw - 32px))' },
});

interface Props {
  label: string;
  people: SandboxPerson[];
  chosen: SandboxPerson;
  testId: string;
  onChoose: (personId: string) => void;
}

/** Who you are in this pane. */
export function PersonPicker({ label, people, chosen, testId, onChoose }: Props) {
  const styles = useStyles();
  return (
    <Menu
      checkedValues={{ person: [chosen.id] }}
      onCheckedValueChange={(_event, { checkedItems }) => checkedItems[0] && onChoose(checkedItems[0])}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="transparent" className={styles.button} data-testid={testId} title={chosen.name}>
          <Avatar name={chosen.name} color="colorful" size={32} aria-hidden />
          <span className={styles.words}>
            <span className={styles.unseen}>{label}: </span>
            <span className={styles.name}>{chosen.name}</span>
            <span className={styles.role}>{ROLES[chosen.role]}</span>
          </span>
          <ChevronDown16Regular className={styles.chevron} aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuPopover className={styles.list}>
        <MenuList>
          {people.map((person) => (
            <MenuItemRadio
              key={person.id}
              name="person"
              value={person.id}
              data-testid={`person-${testName(person)}`}
              icon={<Avatar name={person.name} color="colorful" size={24} aria-hidden />}
              secondaryContent={ROLES[person.role]}
            >
              {person.name}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

const testName = (person: SandboxPerson) => person.upn.replace(/@.*/, '').replaceAll('.', '-');
